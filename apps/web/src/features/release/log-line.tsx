import type { ReleaseLogEntry } from '@lockstep/shared-types/release'
import { memo } from 'react'
import { classNames } from '../../lib/class-names.ts'
import { formatFullTime, formatSeconds } from '../../lib/format-time.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { logLevelTone, logSourceName } from './release-words.ts'

const levelLook = {
  warn: { tone: 'warn', icon: 'warning', word: 'Warning' },
  bad: { tone: 'bad', icon: 'cross', word: 'Error' },
} as const

export const LogLine = memo(function LogLine({ entry }: { entry: ReleaseLogEntry }) {
  const tone = logLevelTone[entry.level]
  return (
    <li
      className={classNames(
        'grid grid-cols-[4rem_minmax(0,1fr)] gap-x-3 px-4 py-0.75 [contain-intrinsic-size:auto_1.4rem] [content-visibility:auto] sm:grid-cols-[4rem_5.5rem_minmax(0,1fr)]',
        tone === 'bad' && 'bg-bad-soft',
        tone === 'warn' && 'bg-warn-soft',
      )}
    >
      <time dateTime={entry.at} title={formatFullTime(entry.at)} className="text-muted">
        {formatSeconds(entry.at)}
      </time>
      <span className="truncate text-muted max-sm:hidden">{logSourceName[entry.source]}</span>
      <span className="min-w-0 wrap-anywhere">
        {tone !== null && (
          <span className="mr-1.5 inline-block align-[-0.15em]">
            <StatusIcon look={levelLook[tone]} size={12} />
          </span>
        )}
        {entry.message}
      </span>
    </li>
  )
})
