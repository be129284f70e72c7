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
