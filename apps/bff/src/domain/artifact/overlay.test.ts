import { expect, it } from 'vitest'
import { defaultImageLimits } from './image-limits.ts'
import type { LayerNode, LayerSummary } from './layer.ts'
import { createOverlay } from './overlay.ts'

const folder = 'app/public'
type Layer = { files?: string[]; nodes?: Record<string, LayerNode>; removed?: string[]; opaque?: string[] }

const summary = (
  index: number,
  { files = [], nodes = {}, removed = [], opaque = [] }: Layer,
): LayerSummary => ({
  nodes: new Map<string, LayerNode>([
    ...files.map((path): [string, LayerNode] => [
      path,
      { kind: 'file', size: 1, etag: `layer${index}`, text: null },
    ]),
    ...Object.entries(nodes),
  ]),
  removed: new Set(removed),
  opaque: new Set(opaque),
  entries: files.length,
})

/** Layers oldest first, as manifests list them. */
function overlay(...layers: Layer[]) {
  const made = createOverlay(folder, defaultImageLimits)
  for (const [index, layer] of [...layers.entries()].toReversed()) {
    if (made.closed()) break
    const added = made.add(`layer${index}`, summary(index, layer))
    if (!added.ok) return added.problem.detail
  }
  const listing = made.listing()
  return listing.ok ? listing.value.files.map((file) => `${file.path} ${file.layer}`) : listing.problem.code
}

const index = `${folder}/index.html`

it('takes each file from the newest layer that has it', () => {
  expect(overlay({ files: [index, `${folder}/a`] }, { files: [`${folder}/a`, 'etc/hosts'] })).toEqual([
    'a layer1',
    'index.html layer0',
  ])
})

it.each<[string, Layer]>([
  ['a whiteout of the file', { removed: [`${folder}/a/x`] }],
  ['a whiteout of its folder', { removed: [`${folder}/a`] }],
  ['an opaque folder', { opaque: [`${folder}/a`] }],
  ['a file where its folder was', { files: [`${folder}/a`], removed: [] }],
])('hides an older file by %s, but not the file beside it', (_name, newer) => {
  const files = overlay({ files: [index, `${folder}/a/x`, `${folder}/b`] }, newer)
  expect(files).toContain('b layer0')
  expect(files).not.toContain('a/x layer0')
})

it('does not let a whiteout hide what its own layer adds', () => {
  expect(overlay({ files: [index] }, { files: [index], removed: [index] })).toEqual(['index.html layer1'])
})

it('does not bring back, from a still older layer, what was replaced by a file and removed again', () => {
  expect(
    overlay(
      { files: [`${folder}/a/x`] },
      { files: [`${folder}/a`] },
      { nodes: { [`${folder}/a`]: { kind: 'directory' } } },
      { files: [index] },
    ),
  ).toEqual(['index.html layer3'])
})

it.each<[string, Layer]>([
  ['the folder is removed', { removed: [folder] }],
  ['a folder above is removed', { removed: ['app'] }],
  ['a folder above is opaque', { opaque: ['app'] }],
  ['the root is opaque', { opaque: [''] }],
])('finds no frontend when %s', (_name, newest) => {
  expect(overlay({ files: [index] }, newest)).toBe('artifact-no-frontend')
})

it('refuses a link that shows, in the folder or on the way to it, and ignores one that is hidden', () => {
  const link: LayerNode = { kind: 'link' }
  expect(overlay({ files: [index] }, { nodes: { [`${folder}/x`]: link } })).toMatch(/^link/)
  expect(overlay({ files: [index] }, { nodes: { app: link } })).toMatch(/^link/)
  expect(overlay({ nodes: { [`${folder}/x`]: link }, files: [index] }, { removed: [`${folder}/x`] })).toEqual(
    ['index.html layer0'],
  )
})
