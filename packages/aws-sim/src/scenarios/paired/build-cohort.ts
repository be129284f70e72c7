import { functionCode } from '@lockstep/cohort-function/code'
import type { PairedWorld } from './paired-world.ts'
import type { PairedEnvironmentSpec } from './spec.ts'

export type Cohort = {
  /** `<application>-<environment>-cohort`. */
  readonly keyValueStore: string
  readonly keyValueStoreArn: string
}

/** A store and the functions that read it, associated with the distribution, as an installer leaves them. */
export function buildCohort({ cloudfront }: PairedWorld, spec: PairedEnvironmentSpec): Cohort {
  const name = `${spec.applicationId}-${spec.environmentId}`
  const store = cloudfront.createKeyValueStore(`${name}-cohort`)
  const request = cloudfront.createFunction({
    name: `${name}-viewer-request`,
    code: functionCode['viewer-request'],
    keyValueStoreArn: store.arn,
  })
  const response = cloudfront.createFunction({
    name: `${name}-viewer-response`,
    code: functionCode['viewer-response'],
  })
  cloudfront.associate(spec.distributionId, {
    'viewer-request': request.arn,
    'viewer-response': response.arn,
  })
  return { keyValueStore: store.name, keyValueStoreArn: store.arn }
}
