import type { ArtifactLabels } from '@lockstep/shared-types/artifact'
import type { ImageConfig } from './image-manifest.ts'

/** Where builds write what, the first that is there counts. */
const names = {
  version: ['org.opencontainers.image.version'],
  commit: ['org.opencontainers.image.revision', 'build.commit'],
  branch: ['build.branch', 'org.opencontainers.image.ref.name'],
  builtAt: ['org.opencontainers.image.created', 'build.time'],
  cleanTree: ['build.clean-tree'],
  testsPassed: ['build.tests-passed'],
} as const satisfies Record<keyof ArtifactLabels, readonly string[]>

/** Reads the labels of the image's config, then the manifest's annotations of the same names. */
export function readLabels(
  config: Pick<ImageConfig, 'labels' | 'createdAt'>,
  annotations: Readonly<Record<string, string>> = {},
): ArtifactLabels {
  const find = (keys: readonly string[]): string | null =>
    keys
      .map((key) => config.labels[key] ?? annotations[key])
      .find((value) => value !== undefined && value !== '') ?? null
  return {
    version: find(names.version),
    commit: find(names.commit),
    branch: find(names.branch),
    builtAt: find(names.builtAt) ?? config.createdAt,
    cleanTree: toBoolean(find(names.cleanTree)),
    testsPassed: toBoolean(find(names.testsPassed)),
  }
}

/** Null for everything but a clear yes or no. */
function toBoolean(text: string | null): boolean | null {
  const word = text?.trim().toLowerCase()
  if (word === 'true' || word === '1' || word === 'yes') return true
  return word === 'false' || word === '0' || word === 'no' ? false : null
}
