import { expect, it } from 'vitest'
import { planFiles } from './plan-files.ts'

const file = (path: string, size = 10) => ({ path, size })

it('tells added, changed, unchanged, kept and removed files, with the bytes to upload', () => {
  const plan = planFiles(
    [file('added'), file('changed'), file('same'), file('grown', 11)],
    new Map(['changed', 'same', 'grown', 'kept', 'removed'].map((path) => [path, file(path)])),
    new Set(['removed', 'same']),
    ({ path }) => (path === 'added' ? 'added' : path === 'same' ? 'unchanged' : 'changed'),
  )
  expect(plan).toMatchObject({ added: 1, changed: 2, unchanged: 1, kept: 1, removed: 1, uploadBytes: 31 })
  expect(plan.shown.map(({ path, change }) => `${path} ${change}`)).toEqual([
    'changed changed',
    'grown changed',
    'added added',
    'removed removed',
    'kept kept',
    'same unchanged',
  ])
})

it('shows at most 200 files but counts all', () => {
  const plan = planFiles(
    Array.from({ length: 300 }, (_, index) => file(`f${index}`)),
    new Map(),
    new Set(),
    () => 'added',
  )
  expect(plan.added).toBe(300)
  expect(plan.shown).toHaveLength(200)
})
