import { expect, test } from 'vitest'
import { orderGoodReleases } from './good-releases.ts'

const artifact = (version: string) => ({ version, digest: `sha256:${version}` })
const release = (kind: 'deploy' | 'rollback', version: string, from: string | null, day: number) => ({
  kind,
  artifact: artifact(version),
  from: from === null ? null : artifact(from),
  endedAt: `2026-11-${day}T10:00:00.000Z`,
})
const order = (...newestFirst: ReturnType<typeof release>[]) =>
  orderGoodReleases(newestFirst).map((one) => `${one.artifact.version}${one.leftAt === null ? '' : ' left'}`)

test('goes from the newest version to the oldest, each once', () => {
  expect(
    order(
      release('deploy', 'v3', 'v2', 14),
      release('deploy', 'v2', 'v2', 13),
      release('deploy', 'v2', 'v1', 12),
      release('deploy', 'v1', null, 11),
    ),
  ).toEqual(['v3', 'v2', 'v1'])
})

test('does not offer the version that a rollback has just left before the ones that were never left', () => {
  expect(
    order(
      release('rollback', 'v2', 'v3', 14),
      release('deploy', 'v3', 'v2', 13),
      release('deploy', 'v2', 'v1', 12),
      release('deploy', 'v1', null, 11),
    ),
  ).toEqual(['v2', 'v1', 'v3 left'])
})

test('trusts a version again that was released with success after it was left', () => {
  expect(
    order(
      release('deploy', 'v3', 'v2', 15),
      release('rollback', 'v2', 'v3', 14),
      release('deploy', 'v3', 'v2', 13),
      release('deploy', 'v2', null, 12),
    ),
  ).toEqual(['v3', 'v2'])
})
