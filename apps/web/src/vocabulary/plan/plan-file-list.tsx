import type { PlanFile, PlanFiles } from '@lockstep/shared-types/plan'
import { formatBytes } from '../../lib/format-bytes.ts'
import { formatCount, plural } from '../../lib/format-number.ts'
import { classNames } from '../../lib/class-names.ts'
import { fileChangeName } from './plan-words.ts'

const changes = ['added', 'changed', 'removed', 'kept', 'unchanged'] as const

const textOf = {
  added: 'text-ok',
  changed: 'text-info',
  removed: 'text-bad',
  kept: 'text-muted',
  unchanged: 'text-muted',
} as const satisfies Record<PlanFile['change'], string>

/** How many of each, then the files themselves; new assets go up before the pages that name them. */
export function PlanFileList({ files }: { files: PlanFiles }) {
  const all = changes.reduce((sum, change) => sum + files[change], 0)
  return (
    <div className="space-y-3 px-4 pt-1 pb-4 text-sm">
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {changes.map((change) => (
          <li key={change}>
            <span className="font-semibold">{formatCount(files[change])}</span>{' '}
            <span className="text-muted">{fileChangeName[change].toLowerCase()}</span>
          </li>
        ))}
      </ul>
      <ul
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls by itself must be reachable by keyboard
        tabIndex={0}
        aria-label="Files"
        className="max-h-56 divide-y divide-line overflow-y-auto overscroll-contain rounded-lg border border-line text-xs"
      >
        {files.shown.map((file) => (
          <li
            key={`${file.change} ${file.path}`}
            className="grid grid-cols-[minmax(0,1fr)_auto_4.5rem] gap-x-3 px-3 py-1.5"
          >
            <span className="wrap-anywhere">{file.path}</span>
            <span className={classNames('font-medium', textOf[file.change])}>
              {fileChangeName[file.change]}
            </span>
            <span className="text-right text-muted">{formatBytes(file.bytes)}</span>
          </li>
        ))}
      </ul>
      {all > files.shown.length && (
        <p className="text-xs text-muted">
          {formatCount(files.shown.length)} of {plural(all, 'file')} shown, changes first.
        </p>
      )}
    </div>
  )
}
