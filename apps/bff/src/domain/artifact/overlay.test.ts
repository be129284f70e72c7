import { expect, it } from 'vitest'
import { ancestorsOf } from './entry-path.ts'
import { defaultImageLimits } from './image-limits.ts'
import type { LayerNode, LayerSummary } from './layer.ts'
import { createOverlay } from './overlay.ts'
import { walkFrontend } from './walk-frontend.ts'

const folder = 'app/public'
type Layer = { files?: string[]; nodes?: Record<string, LayerNode>; removed?: string[]; opaque?: string[] }

const summary = (
  index: number,
  { files = [], nodes = {}, removed = [], opaque = [] }: Layer,
): LayerSummary => {
  const own = new Map<string, LayerNode>([
    ...files.map((path): [string, LayerNode] => [
      path,
      { kind: 'file', size: 1, etag: `layer${index}`, text: null, entry: 0 },
    ]),
    ...Object.entries(nodes),
  ])
  // As reading a layer does.
  const above = [...own.keys()].flatMap(ancestorsOf).filter((path) => !own.has(path))
  return {
    nodes: new Map([...own, ...above.map((path): [string, LayerNode] => [path, { kind: 'directory' }])]),
    removed: new Set(removed),
    opaque: new Set(opaque),
  }
}

/** Layers oldest first, as manifests list them. */
function overlay(...layers: Layer[]) {
  const made = createOverlay([folder])
  for (const [index, layer] of [...layers.entries()].toReversed()) {
    if (made.closed()) break
    made.add(`layer${index}`, summary(index, layer))
  }
  const walked = walkFrontend({
    tree: made.tree(),
    folder,
    known: [folder],
    isExcluded: () => false,
    limits: defaultImageLimits,
  })
  if (!walked.ok) return walked.problem.detail
  if (walked.value.kind === 'unseen') return `unseen ${walked.value.paths.join()}`
  return walked.value.listing.files.map((file) => `${file.path} ${file.layer}`)
}

const index = `${folder}/index.html`
const file: LayerNode = { kind: 'file', size: 1, etag: 'e', text: null, entry: 1 }

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
  expect(overlay({ files: [index] }, newest)).toBe(`No index.html in /${folder}`)
})

const link = (target: string): LayerNode => ({ kind: 'symlink', target })

it.each<[string, Layer, unknown]>([
  [
    'to a file beside it',
    { nodes: { [`${folder}/x`]: link('index.html') } },
    ['index.html layer0', 'x layer0'],
  ],
  [
    'from the root of the image',
    { nodes: { [`${folder}/x`]: link('/app/public/index.html') } },
    ['index.html layer0', 'x layer0'],
  ],
  [
    'above the root, which is the root',
    { nodes: { [`${folder}/x`]: link('../../../../app/public/index.html') } },
    ['index.html layer0', 'x layer0'],
  ],
  [
    'to a folder',
    { nodes: { [`${folder}/d`]: link('c'), [`${folder}/c/f`]: file } },
    ['c/f layer1', 'd/f layer1', 'index.html layer0'],
  ],
  [
    'by another name',
    { nodes: { [`${folder}/x`]: { kind: 'hardlink', target: index } } },
    ['index.html layer0', 'x layer0'],
  ],
  [
    'out of the folder, not looked at yet',
    { nodes: { [`${folder}/x`]: link('../shared/x') } },
    'unseen app/shared/x',
  ],
  [
    'to the system',
    { nodes: { [`${folder}/x`]: link('../../etc/passwd') } },
    expect.stringMatching(/^link-outside/),
  ],
  [
    'to the system by another name',
    { nodes: { [`${folder}/x`]: { kind: 'hardlink', target: 'etc/shadow' } } },
    expect.stringMatching(/^link-outside/),
  ],
  ['to nothing', { nodes: { [`${folder}/x`]: link('y') } }, expect.stringMatching(/^link-nowhere/)],
  ['to itself', { nodes: { [`${folder}/x`]: link('x') } }, expect.stringMatching(/^link-loop/)],
  ['to the folder above', { nodes: { [`${folder}/d/x`]: link('..') } }, expect.stringMatching(/^link-loop/)],
  ['instead of the folder', { nodes: { [folder]: link('../opt/site') } }, 'unseen opt/site'],
])('follows a link %s as a container does', (_name, newer, expected) => {
  expect(overlay({ files: [index] }, newer)).toEqual(expected)
})

it('ignores a link that is hidden', () => {
  const older = { nodes: { [`${folder}/x`]: link('../../etc/passwd') }, files: [index] }
  expect(overlay(older, { removed: [`${folder}/x`] })).toEqual(['index.html layer0'])
})
