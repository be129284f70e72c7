import { fail, ok, type Result } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { PublishFrontend } from '../ports.ts'
import type { RunStep, StepContext, StepOutcome } from '../step-context.ts'

/** Puts the frontend out of the same image into the bucket; the old site stays whole until the new one is complete. */
export const frontendPublish: RunStep = (context) => publish(context, context.ports.publishFrontend)

/** Puts the frontend where `publishTo` puts it. */
export const publish = (context: StepContext, publishTo: PublishFrontend): Promise<StepOutcome> =>
  poll(context, async () => {
    const { environment, work, releaseId, startedAt } = context
    const { artifact } = work.release
    if (artifact === null) return fail(noArtifact)
    const backendImage = await imageOfBackend(context)
    if (!backendImage.ok) return backendImage
    const abort = watchForAbort(context)
    try {
      const published = await publishTo(environment, {
        releaseId,
        digest: artifact.digest,
        version: artifact.version,
        backendImage: backendImage.value,
        deployedAt: startedAt,
        onProgress: ({ doneFiles, totalFiles }) =>
          void context
            .say('Uploading files.', { done: doneFiles, total: totalFiles, unit: 'files' })
            .catch(() => undefined),
        signal: abort.signal,
      })
      // Whatever reads or writes says of a signal that it was broken off, each in its own words: that is no fault of theirs.
      if (!published.ok) return abort.signal.aborted ? ok({ state: 'aborted' }) : published
      const { uploaded, skipped, page } = published.value
      await context.say(`${uploaded} files uploaded, ${skipped} were there already.`)
      return ok({ state: 'done', facts: { deployedAt: startedAt, page } })
    } finally {
      abort.end()
    }
  })

/** Line 2 of `version.txt`: what this release deployed, or what runs when only the frontend is released. */
async function imageOfBackend(context: StepContext): Promise<Result<string>> {
  const { facts, ports, environment } = context
  if (facts.backendImage !== null) return ok(facts.backendImage)
  const service = await ports.deployer.service(environment)
  if (!service.ok) return service
  const { taskDefinitionArn } = service.value
  if (taskDefinitionArn === null)
    return fail({
      code: 'aws-not-found',
      title: 'The service names no task definition, so what the backend runs cannot be told.',
      detail: `${environment.backend.cluster}/${environment.backend.service}`,
      remedy: 'Look at who deploys this service: its controller is not ECS itself.',
    })
  const described = await ports.deployer.describe(environment, taskDefinitionArn)
  return described.ok ? ok(described.value.image) : described
}

/** Uploads take long: whether someone aborts is looked at beside them. */
function watchForAbort(context: StepContext): { signal: AbortSignal; end: () => void } {
  const abort = new AbortController()
  const over = new AbortController()
  const watch = async () => {
    while (!over.signal.aborted) {
      await context.sleep(context.environment.release.pollSeconds * 1000)
      if (!over.signal.aborted && (await context.abortRequested())) {
        abort.abort()
        return
      }
    }
  }
  // That it cannot be told now is told at the next poll of the step itself.
  void watch().catch(() => undefined)
  return { signal: abort.signal, end: () => over.abort() }
}

const noArtifact = {
  code: 'internal',
  title: 'The release has no artifact to publish.',
  detail: null,
  remedy: 'Release again.',
} as const
