import type { ReleaseLogEntry } from '@lockstep/shared-types/release'
import { formatCount } from '../../lib/format-number.ts'
import { logSourceName } from './release-words.ts'

/** `events` is what the release and AWS say; the application's own lines would drown it. */
export type LogFilter = 'events' | 'all' | ReleaseLogEntry['source']

const choices = [
  'events',
  'lockstep',
  'ecs-event',
  'task-stopped',
  'target-health',
  'invalidation',
  'rollout',
  'log',
  'all',
] as const satisfies readonly LogFilter[]

const filterName = {
  ...logSourceName,
  events: 'Release events',
  all: 'Everything',
} as const satisfies Record<LogFilter, string>

export const matchesLog = (filter: LogFilter, { source }: Pick<ReleaseLogEntry, 'source'>): boolean => {
  switch (filter) {
    case 'events':
      return source !== 'log'
    case 'all':
      return true
    default:
      return source === filter
  }
}

/** Every choice, with how many lines it shows. */
export const logFilterItems = (
  entries: readonly Pick<ReleaseLogEntry, 'source'>[],
): readonly { readonly value: LogFilter; readonly label: string }[] =>
  choices.map((value) => {
    const count = entries.filter((entry) => matchesLog(value, entry)).length
    return { value, label: `${filterName[value]} (${formatCount(count)})` }
  })

/** Why no line is shown. */
export const noLinesText = (filter: LogFilter, count: number): string => {
  if (count === 0) return 'Nothing was logged yet.'
  return filter === 'events' ? 'Only the application has logged yet.' : 'Nothing from this source.'
}
