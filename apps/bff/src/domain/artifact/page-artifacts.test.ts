import { ArtifactQuery } from '@lockstep/shared-types/artifact'
import { expect, it } from 'vitest'
import { pageArtifacts, type ListedArtifact } from './page-artifacts.ts'
import { versionOf } from './registry-image.ts'

const artifact = (number: number, more: Partial<ListedArtifact> = {}): ListedArtifact => ({
  digest: `sha256:${number.toString(16).padStart(64, '0')}`,
  tags: [`1.${number}.0`],
  version: `1.${number}.0`,
  pushedAt: new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString(),
  sizeBytes: 1000 - number,
  scan: null,
  labels: null,
  ...more,
})
const many = Array.from({ length: 2_500 }, (_, index) => artifact(index))
const page = (query: Partial<ArtifactQuery>, artifacts = many) =>
  pageArtifacts(artifacts, { ...ArtifactQuery.parse({}), ...query })

it('gives thousands page by page, each once, newest first', () => {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const slice = page({ limit: 200, cursor })
    expect(slice.total).toBe(2_500)
    seen.push(...slice.artifacts.map((one) => one.version))
    cursor = slice.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual(many.map((one) => one.version).toReversed())
})

it('neither repeats nor loses one when another is pushed between two pages', () => {
  const first = page({ limit: 2 })
  const second = page({ limit: 2, cursor: first.nextCursor ?? undefined }, [...many, artifact(9_999)])
  expect(second.artifacts.map((one) => one.version)).toEqual(['1.2497.0', '1.2496.0'])
})

it('sorts versions by number and sizes both ways', () => {
  const some = [artifact(10), artifact(9)]
  const first = (query: Partial<ArtifactQuery>) =>
    page({ direction: 'ascending', ...query }, some).artifacts[0]?.version
  expect(first({ sort: 'version' })).toBe('1.9.0')
  expect(first({ sort: 'size' })).toBe('1.10.0')
  expect(first({ sort: 'size', direction: 'descending' })).toBe('1.9.0')
})

it('finds by version, tag, digest, commit and branch, all words together, whatever the case', () => {
  const labels = {
    version: null,
    commit: '622D2103',
    branch: 'feature/Cart',
    builtAt: null,
    cleanTree: null,
    testsPassed: null,
  }
  const some = [artifact(1, { tags: ['1.1.0', 'stable'], labels }), artifact(2)]
  const found = (search: string) => page({ search }, some).artifacts.map((one) => one.version)
  expect(found('622d')).toEqual(['1.1.0'])
  expect(found('cart STABLE')).toEqual(['1.1.0'])
  expect(found('cart 1.2')).toEqual([])
  expect(found('0000002')).toEqual(['1.2.0'])
  expect(found('')).toHaveLength(2)
})

it('names an image by the tag that looks like a version, then by label, then by any tag', () => {
  const digest = `sha256:${'0'.repeat(64)}`
  const name = (tags: string[], version: string | null) => versionOf({ tags, digest }, '^v\\d+$', { version })
  expect(name(['latest', 'v7'], 'v6')).toBe('v7')
  expect(name(['latest'], 'v6')).toBe('v6')
  expect(name(['latest'], null)).toBe('latest')
  expect(name([], null)).toBe(digest)
})

it('takes no cursor that a list cannot have handed out, in place of beginning again without a word', () => {
  expect(ArtifactQuery.safeParse({ cursor: '50' }).success).toBe(false)
  expect(ArtifactQuery.safeParse({ cursor: page({ limit: 2 }).nextCursor }).success).toBe(true)
})
