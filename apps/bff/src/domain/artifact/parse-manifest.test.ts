import { expect, it } from 'vitest'
import { readLabels } from './labels.ts'
import { chooseManifest, parseConfig, parseManifest } from './parse-manifest.ts'

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`
const index = (...platforms: string[]): string =>
  JSON.stringify({
    manifests: platforms.map((platform, position) => {
      const [os, architecture] = platform.split('/')
      return { digest: digest(String(position)), platform: { os, architecture } }
    }),
  })
const amd64 = { os: 'linux', architecture: 'amd64' }

it('chooses the platform, passes over attestations, and needs none when there is one image', () => {
  expect(chooseManifest(index('linux/arm64', 'linux/amd64', 'unknown/unknown'), amd64)).toEqual({
    ok: true,
    value: digest('1'),
  })
  expect(chooseManifest(index('linux/arm64', 'unknown/unknown'), amd64)).toEqual({
    ok: true,
    value: digest('0'),
  })
  expect(chooseManifest(index('linux/arm64', 'windows/amd64'), amd64)).toMatchObject({
    problem: {
      code: 'artifact-unreadable',
      detail: 'The image is not built for linux/amd64, only for linux/arm64, windows/amd64',
    },
  })
})

it.each(['', '[]', '{"schemaVersion":1}', '{"schemaVersion":2,"config":{"digest":"../x"}}'])(
  'says unreadable for the manifest %j',
  (text) =>
    expect(parseManifest(text, digest('a'))).toMatchObject({ problem: { code: 'artifact-unreadable' } }),
)

it('refuses layers that the registry does not have, or that are encrypted', () => {
  for (const mediaType of [
    'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    'application/vnd.oci.image.layer.v1.tar+gzip+encrypted',
  ]) {
    const layer = { mediaType, digest: digest('b'), size: 1 }
    const text = JSON.stringify({
      schemaVersion: 2,
      config: { ...layer, mediaType: 'config' },
      layers: [layer],
    })
    expect(parseManifest(text, digest('a'))).toMatchObject({ ok: false })
  }
})

it('reads labels, and says null for what a build does not say clearly', () => {
  const config = parseConfig(
    JSON.stringify({
      created: '2026-11-20T10:00:00Z',
      config: {
        Labels: {
          'org.opencontainers.image.revision': 'abc',
          'build.clean-tree': 'False',
          'build.tests-passed': 'maybe',
        },
      },
    }),
  )
  expect(config.ok && readLabels(config.value, { 'org.opencontainers.image.version': 'v1' })).toEqual({
    version: 'v1',
    commit: 'abc',
    branch: null,
    builtAt: '2026-11-20T10:00:00Z',
    cleanTree: false,
    testsPassed: null,
  })
  expect(parseConfig('{}')).toMatchObject({ value: { labels: {}, history: [] } })
})
