import { candidatePagePrefix } from '../../domain/artifact/candidate-pages.ts'
import { ok } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { RunStep, StepContext, StepOutcome } from '../step-context.ts'
import { publish } from './frontend-publish.ts'

/** Puts the candidate's pages beside the site's own; nobody gets them before the rollout sends them there. */
export const candidatePublish: RunStep = async (context) => {
  const published = await publish(context, context.ports.candidate.publish)
  if (published.kind !== 'done') return published
  const forgotten = await forgetEarlierCandidate(context)
  return forgotten.kind === 'done' ? published : forgotten
}

/** The edge may still hold the pages of an earlier candidate, which lay at the same addresses. */
function forgetEarlierCandidate(context: StepContext): Promise<StepOutcome> {
  const { environment, releaseId, ports } = context
  const prefix = candidatePagePrefix(environment)
  if (prefix === null) return Promise.resolve({ kind: 'done' })
  return poll(context, async () => {
    const created = await ports.invalidator.create(environment, {
      reference: `${releaseId}-candidate`,
      paths: [`/${prefix}*`],
    })
    if (!created.ok) return created
    const complete = await ports.invalidator.isComplete(environment, created.value)
    if (!complete.ok) return complete
    return complete.value
      ? ok({ state: 'done', sentence: "The candidate's pages are there, and the edge holds no older ones." })
      : ok({ state: 'waiting', sentence: 'The edge forgets the pages of earlier candidates.' })
  })
}
