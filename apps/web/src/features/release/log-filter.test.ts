import type { ReleaseLogEntry } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { logFilterItems, matchesLog, noLinesText } from './log-filter.ts'

const sources: readonly ReleaseLogEntry['source'][] = [
  'lockstep',
  'log',
  'ecs-event',
  'log',
  'task-stopped',
  'target-health',
  'invalidation',
  'log',
]
const entries = sources.map((source) => ({ source }))

test('the release events are all that the application did not log itself', () => {
  const shown = entries.filter((entry) => matchesLog('events', entry)).map(({ source }) => source)
  expect(shown).toEqual(['lockstep', 'ecs-event', 'task-stopped', 'target-health', 'invalidation'])
})

test('one source shows its own lines only, and everything shows every line', () => {
  expect(entries.filter((entry) => matchesLog('log', entry))).toHaveLength(3)
  expect(entries.filter((entry) => matchesLog('lockstep', entry))).toEqual([{ source: 'lockstep' }])
  expect(entries.filter((entry) => matchesLog('all', entry))).toEqual(entries)
})

test('every choice says how many lines it shows', () => {
  expect(logFilterItems(entries).map(({ label }) => label)).toEqual([
    'Release events (5)',
    'Lockstep (1)',
    'ECS (1)',
    'Task stopped (1)',
    'Targets (1)',
    'Invalidation (1)',
    'Rollout (0)',
    'Application log (3)',
    'Everything (8)',
  ])
})

test('an empty log says whether there are lines that the choice hides', () => {
  expect(noLinesText('events', 0)).toBe('Nothing was logged yet.')
  expect(noLinesText('events', 3)).toBe('Only the application has logged yet.')
  expect(noLinesText('invalidation', 3)).toBe('Nothing from this source.')
})
