import { ok } from '../../domain/result.ts'
import { attempt } from '../poll.ts'
import type { RunStep } from '../step-context.ts'

/** Removes files that no open page needs any more. Files that stay do no harm, so that this never fails a release. */
export const tidy: RunStep = async (context) => {
  const outcome = await attempt(context, async () => {
    const { ports, environment, releaseId } = context
    const tidied = await ports.tidyFrontend(environment, { releaseId })
    if (!tidied.ok) return tidied
    await context.say(
      tidied.value.removed === 0
        ? 'All older files are still needed.'
        : `${tidied.value.removed} files removed that no page needs any more.`,
    )
    return ok({})
  })
  if (outcome.kind !== 'failed') return outcome
  const { title, detail } = outcome.problem
  await context.say(`Old files stay for now: ${title}`)
  await context.log([
    { source: 'lockstep', level: 'warning', message: `${title} ${detail ?? ''}`.trim(), onceKey: 'tidy' },
  ])
  return { kind: 'done' }
}
