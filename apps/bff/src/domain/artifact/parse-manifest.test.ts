import { expect, it } from 'vitest'
import { readLabels } from './labels.ts'
import { imagesOfIndex, parseConfig, parseManifest } from './parse-manifest.ts'

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`
type Entry =
  | string
  | { readonly platform?: string; readonly artifactType?: string; readonly annotations?: object }
const index = (...entries: Entry[]): string =>
  JSON.stringify({
    manifests: entries.map((entry, position) => {
      const { platform, ...more } = typeof entry === 'string' ? { platform: entry } : entry
      const [os, architecture, variant] = platform?.split('/') ?? []
      return {
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        digest: digest(String(position)),
        ...(os === undefined ? {} : { platform: { os, architecture, variant } }),
        ...more,
      }
    }),
  })
const attestation = {
  platform: 'unknown/unknown',
  annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
}

it.each<[string, Entry[], string[]]>([
  ['the usual platform first, not its attestation', ['linux/arm64', 'linux/amd64', attestation], ['1', '0']],
  ['one image beside its attestation', ['linux/arm64', attestation], ['0']],
  ['arm without amd64', ['linux/arm/v7', 'linux/arm64'], ['1', '0']],
  ['arm/v7 alone', ['linux/arm/v7'], ['0']],
  ['an image without a platform', [{}], ['0']],
  [
    'an image beside an artifact of the same platform',
    [
      { platform: 'linux/arm64', artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json' },
      'linux/arm64',
    ],
    ['1'],
  ],
  [
    'an entry that says of itself that it is an image',
    [{ platform: 'linux/arm64', artifactType: 'application/vnd.oci.image.config.v1+json' }],
    ['0'],
  ],
  ['Linux before Windows', ['windows/amd64', 'linux/riscv64'], ['1', '0']],
])('finds in an index %s', (_name, entries, expected) => {
  const images = imagesOfIndex(index(...entries))
  expect(images.ok && images.value.map((image) => image.digest)).toEqual(expected.map(digest))
})

it('says what an index holds instead of an image', () => {
  expect(imagesOfIndex(index(attestation, { artifactType: 'application/spdx+json' }))).toMatchObject({
    problem: {
      code: 'artifact-unreadable',
      detail:
        'The image index names no image, only application/vnd.oci.image.manifest.v1+json, application/spdx+json',
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
