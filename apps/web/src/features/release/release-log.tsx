import type { Release } from '@lockstep/shared-types/release'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ArrowDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { releaseLogQuery } from '../../api/release-log.ts'
import { formatCount } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Select } from '../../ui/select.tsx'
import { logFilterItems, matchesLog, noLinesText, type LogFilter } from './log-filter.ts'
import { LogLine } from './log-line.tsx'
import { useFollowEnd } from './use-follow-end.ts'

const shownAtMost = 2000

/** What happened, line by line, as it happens. Follows the end until somebody scrolls up. */
export function ReleaseLog({ release }: { release: Release }) {
  const { data: entries } = useSuspenseQuery(releaseLogQuery(release.id))
  const [filter, setFilter] = useState<LogFilter>('events')
  const found = useMemo(() => entries.filter((entry) => matchesLog(filter, entry)), [entries, filter])
  const shown = found.slice(-shownAtMost)
  const { box, content, isFollowing, onScroll, toEnd } = useFollowEnd()
  const items = useMemo(() => logFilterItems(entries), [entries])
  return (
    <Card
      title="Log"
      flush
      actions={
        <Select
          label="Source"
          hideLabel
          items={items}
          value={filter}
          onChange={setFilter}
          className="-my-1 w-52"
        />
      }
    >
      <div className="relative">
        <div
          ref={box}
          role="log"
          aria-live="off"
          aria-label="Log lines"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls by itself must be reachable by keyboard
          tabIndex={0}
          onScroll={onScroll}
          className="h-96 overflow-y-auto overscroll-contain py-1.5 text-xs focus-visible:-outline-offset-2 xl:h-152"
        >
          <div ref={content}>
            {found.length > shown.length && (
              <p className="px-4 py-1 text-muted">The last {formatCount(shown.length)} lines.</p>
            )}
            {shown.length === 0 ? (
              <p className="px-4 py-6 text-center text-sm text-muted">
                {noLinesText(filter, entries.length)}
              </p>
            ) : (
              <ol>
                {shown.map((entry) => (
                  <LogLine key={entry.seq} entry={entry} />
                ))}
              </ol>
            )}
          </div>
        </div>
        {!isFollowing && (
          <Button
            size="small"
            icon={<ArrowDown size={13} aria-hidden />}
            onClick={toEnd}
            className="absolute right-4 bottom-3"
          >
            Newest
          </Button>
        )}
      </div>
    </Card>
  )
}
