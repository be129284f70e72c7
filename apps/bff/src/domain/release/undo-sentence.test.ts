import { expect, test } from 'vitest'
import { undoSentence } from './undo-sentence.ts'

const from = { version: 'v1', digest: `sha256:${'a'.repeat(64)}` }
const shape = { kind: 'deploy', strategy: 'all-at-once', emergency: false } as const

test('names only what a rollback of this scope touches', () => {
  expect(undoSentence({ ...shape, scope: 'backend' }, from)).toBe(
    'A rollback brings the backend back to v1: its task definition.',
  )
  expect(undoSentence({ ...shape, scope: 'frontend' }, from)).not.toContain('task definition')
})

test('promises no version when what runs now is not known', () => {
  expect(undoSentence({ ...shape, scope: 'both' }, null)).toContain('pick a version')
})

test('a release in stages is undone by one call as long as its rollout runs', () => {
  expect(undoSentence({ ...shape, strategy: 'stages', scope: 'both' }, from)).toMatch(
    /^As long as the rollout runs, its traffic goes back to v1 with one call .* Later a rollback brings both halves/,
  )
})

test('a flag goes back without a deploy', () => {
  expect(undoSentence({ ...shape, kind: 'rollout', strategy: 'stages', scope: 'backend' }, null)).toBe(
    'Sets the flag back to 0 %: nothing is deployed.',
  )
})
