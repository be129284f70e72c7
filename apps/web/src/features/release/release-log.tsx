import type { Release, ReleaseLogEntry } from '@lockstep/shared-types/release'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ArrowDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { releaseLogQuery } from '../../api/release-log.ts'
import { formatCount } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Select } from '../../ui/select.tsx'
import { LogLine } from './log-line.tsx'
import { logSourceName } from './release-words.ts'
import { useFollowEnd } from './use-follow-end.ts'

type Source = ReleaseLogEntry['source']
const sources = ['lockstep', 'ecs-event', 'task-stopped', 'target-health', 'log', 'invalidation'] as const
const shownAtMost = 2000

/** What happened, line by line, as it happens. Follows the end until somebody scrolls up. */
export function ReleaseLog({ release }: { release: Release }) {
  const { data: entries } = useSuspenseQuery(releaseLogQuery(release.id))
  const [source, setSource] = useState<Source | 'all'>('all')
  const found = useMemo(
    () => entries.filter((entry) => source === 'all' || entry.source === source),
    [entries, source],
  )
  const shown = found.slice(-shownAtMost)
  const { box, content, isFollowing, onScroll, toEnd } = useFollowEnd()
  const items = [
    { value: 'all' as const, label: `All sources (${formatCount(entries.length)})` },
    ...sources.map((value) => ({
      value,
      label: `${logSourceName[value]} (${formatCount(entries.filter((entry) => entry.source === value).length)})`,
    })),
  ]
  return (
    <Card
      title="Log"
      flush
      actions={
        <Select
          label="Source"
          hideLabel
          items={items}
          value={source}
          onChange={setSource}
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
                {entries.length === 0 ? 'Nothing was logged yet.' : 'Nothing from this source.'}
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
