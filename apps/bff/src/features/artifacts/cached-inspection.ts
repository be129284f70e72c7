import type { Environment } from '../../domain/environment.ts'
import type { Result } from '../../domain/result.ts'
import { inspectArtifact, type ArtifactInspection } from './inspect-artifact.ts'
import type { FrontendImageReader } from './ports.ts'

/** An image never changes, so an inspection holds as long as the environment's settings do. */
export function createCachedInspection(
  deps: { readonly images: FrontendImageReader },
  kept = 100,
): (input: { environment: Environment; digest: string }) => Promise<Result<ArtifactInspection>> {
  const inspections = new Map<string, Promise<Result<ArtifactInspection>>>()
  return ({ environment, digest }) => {
    const { applicationId, environmentId, settings, forbiddenValues, frontend, backend } = environment
    const key = JSON.stringify([
      digest,
      applicationId,
      environmentId,
      settings,
      forbiddenValues,
      frontend,
      backend,
    ])
    const known = inspections.get(key)
    if (known !== undefined) return known
    const inspect = async (): Promise<Result<ArtifactInspection>> => {
      let keep = false
      try {
        const result = await inspectArtifact(deps, { environment, digest })
        keep = result.ok
        return result
      } finally {
        if (!keep) inspections.delete(key)
      }
    }
    const inspection = inspect()
    inspections.set(key, inspection)
    const [oldest] = inspections.keys()
    if (inspections.size > kept && oldest !== undefined) inspections.delete(oldest)
    return inspection
  }
}
