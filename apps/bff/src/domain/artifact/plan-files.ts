import type { PlanFile, PlanFiles } from '@lockstep/shared-types/plan'

type Content = { readonly path: string; readonly size: number }
type Stored = { readonly size: number }

const shownFiles = 200
const changeOrder: readonly PlanFile['change'][] = ['changed', 'added', 'removed', 'kept', 'unchanged']

/**
 * What publishing will do to the bucket. `stored` is what is there by path; `removable` the paths that the release
 * tidies away because nothing may need them any more; all else that the build does not hold is kept. `changeOf` compares
 * a file of the build with what is there.
 */
export function planFiles(
  build: readonly Content[],
  stored: ReadonlyMap<string, Stored>,
  removable: ReadonlySet<string>,
  changeOf: (file: Content) => PlanFile['change'],
): PlanFiles {
  const inBuild = new Set(build.map((file) => file.path))
  const files: PlanFile[] = build.map((file) => ({
    path: file.path,
    change: changeOf(file),
    bytes: file.size,
  }))
  for (const [path, object] of stored) {
    if (!inBuild.has(path))
      files.push({ path, change: removable.has(path) ? 'removed' : 'kept', bytes: object.size })
  }
  const count = (change: PlanFile['change']): number => files.filter((file) => file.change === change).length
  const uploads = files.filter((file) => file.change === 'added' || file.change === 'changed')
  const order = (file: PlanFile): number => changeOrder.indexOf(file.change)
  return {
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    kept: count('kept'),
    removed: count('removed'),
    uploadBytes: uploads.reduce((sum, file) => sum + file.bytes, 0),
    shown: files.toSorted((a, b) => order(a) - order(b) || (a.path < b.path ? -1 : 1)).slice(0, shownFiles),
  }
}
