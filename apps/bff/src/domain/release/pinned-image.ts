import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { BackendConfig } from '../environment.ts'
import { isImageTag, parseImageReference } from '../image-reference.ts'

/**
 * The image reference of a release: `host/repository:version@sha256:…`. The digest decides what runs; the version is
 * there for people who read the task definition. The registry is the configured one, else the one that runs now.
 */
export function pinnedImage(
  runningImage: string,
  { registry: configured, repository }: Pick<BackendConfig, 'registry' | 'repository'>,
  artifact: ArtifactRef,
): string {
  const registry = configured ?? parseImageReference(runningImage).registry
  const host = registry === null ? '' : `${registry}/`
  const tag = isImageTag(artifact.version) ? `:${artifact.version}` : ''
  return `${host}${repository}${tag}@${artifact.digest}`
}
