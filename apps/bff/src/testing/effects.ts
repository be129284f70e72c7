import type { LoggedRequest } from '@lockstep/aws-sim/log/request-log'
import type { CrashWorld } from './crash-world.ts'

/** What a release did to AWS, as AWS saw it: calls that were refused or never carried out left out. */
export type Effects = {
  readonly registered: number
  readonly updated: readonly string[]
  /** Keys in the order in which they were written; one that was written twice stands here twice. */
  readonly written: readonly string[]
  readonly invalidationReferences: readonly string[]
  /** Made in the world, however often they were asked for. */
  readonly invalidations: number
}

/** Call it before a release, and the result after it. */
export function watchEffects({ simulator, built }: CrashWorld): () => Effects {
  const since = simulator.requests.list().at(-1)?.seq ?? 0
  const { invalidations } = simulator.world.cloudfront.distribution(built.distributionId)
  const invalidationsBefore = invalidations.length
  return () => {
    const done = simulator.requests.list({ since }).filter(hadEffect)
    const inputs = (operation: string) =>
      done.filter((request) => request.operation === operation).map(({ input }) => input)
    return {
      registered: inputs('RegisterTaskDefinition').length,
      updated: inputs('UpdateService').map((input) => String(input['taskDefinition'])),
      written: [...inputs('PutObject'), ...inputs('CompleteMultipartUpload')].map((input) =>
        String(input['Key']),
      ),
      invalidationReferences: inputs('CreateInvalidation').map((input) => referenceOf(input)),
      invalidations: invalidations.length - invalidationsBefore,
    }
  }
}

/** A held call that was dropped has no status: before its effect it never had one, after it its answer is what is missing. */
const hadEffect = ({ status, faulted }: LoggedRequest): boolean =>
  faulted === 'holdAfter' || (status !== null && status < 400)

function referenceOf(input: LoggedRequest['input']): string {
  const batch = input['InvalidationBatch']
  return typeof batch === 'object' && batch !== null && 'CallerReference' in batch
    ? String(batch.CallerReference)
    : ''
}
