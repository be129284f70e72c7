import type { ArtifactLabels, ArtifactQuery } from '@lockstep/shared-types/artifact'
import type { RegistryImage } from './registry-image.ts'
import { sortVersions } from './version-order.ts'

/** An image with what is known of it so far. */
export type ListedArtifact = RegistryImage & {
  readonly version: string
  readonly labels: ArtifactLabels | null
}

export type ArtifactSlice = {
  readonly artifacts: readonly ListedArtifact[]
  readonly total: number
  readonly nextCursor: string | null
}

function compare(sort: ArtifactQuery['sort'], a: ListedArtifact, b: ListedArtifact): number {
  switch (sort) {
    case 'pushed-at':
      return a.pushedAt < b.pushedAt ? -1 : a.pushedAt > b.pushedAt ? 1 : 0
    case 'version':
      return sortVersions(a.version, b.version)
    case 'size':
      return a.sizeBytes - b.sizeBytes
  }
}

/** Whether every word of the search stands in the version, a tag, the digest, the commit or the branch. */
function matches(artifact: ListedArtifact, search: string): boolean {
  const { version, tags, digest, labels } = artifact
  const text = [version, ...tags, digest, labels?.commit ?? '', labels?.branch ?? ''].join('\n').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/**
 * Searches, sorts and cuts a page. The cursor names the last artifact of the page before, so that a push in between
 * neither repeats nor loses one; an artifact that has gone meanwhile starts the list again.
 */
export function pageArtifacts(artifacts: readonly ListedArtifact[], query: ArtifactQuery): ArtifactSlice {
  const sign = query.direction === 'ascending' ? 1 : -1
  const found = artifacts
    .filter((artifact) => matches(artifact, query.search))
    .toSorted((a, b) => sign * compare(query.sort, a, b) || (a.digest < b.digest ? -1 : 1))
  const start = query.cursor === undefined ? 0 : found.findIndex((one) => one.digest === query.cursor) + 1
  const page = found.slice(start, start + query.limit)
  const more = start + page.length < found.length
  return { artifacts: page, total: found.length, nextCursor: more ? (page.at(-1)?.digest ?? null) : null }
}
