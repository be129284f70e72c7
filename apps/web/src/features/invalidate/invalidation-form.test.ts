import type { Plan } from '@lockstep/shared-types/plan'
import { describe, expect, test } from 'vitest'
import { missingFor, needsReason, startInput } from './invalidation-form.ts'

const plan = (more: Partial<Plan> = {}): Plan => ({
  applicationId: 'shop',
  environmentId: 'production',
  id: 'p1',
  kind: 'invalidate',
  scope: 'frontend',
  emergency: false,
  artifact: null,
  from: null,
  preflight: [],
  blocked: false,
  taskDefinition: null,
  files: null,
  invalidation: { mode: 'full', paths: ['/*'] },
  steps: [],
  expectedSeconds: 40,
  undo: '',
  confirmation: { phrase: null, reasonRequired: false },
  unreadable: [],
  computedAt: '2026-11-20T12:00:00.000Z',
  expiresAt: '2026-11-20T12:10:00.000Z',
  ...more,
})
const failing = {
  id: 'distribution-enabled',
  status: 'fail',
  sentence: '',
  expected: null,
  observed: null,
  overridable: true,
} as const
const empty = { confirmation: '', reason: '' }

describe('what is missing', () => {
  test('nothing, where the plan asks for nothing', () => {
    expect(missingFor(plan(), empty)).toBeNull()
  })

  test("the environment's name, typed exactly", () => {
    const asked = plan({ confirmation: { phrase: 'Production', reasonRequired: false } })
    expect(missingFor(asked, { ...empty, confirmation: 'production' })).toContain('Production')
    expect(missingFor(asked, { ...empty, confirmation: ' Production ' })).toBeNull()
  })

  test('a block cannot be talked away', () => {
    expect(missingFor(plan({ blocked: true }), { confirmation: '', reason: 'because' })).toContain('blocks')
  })
})

test('a failed check that may be passed over asks for a reason and carries it', () => {
  const asked = plan({ preflight: [failing] })
  expect(needsReason(asked)).toBe(true)
  expect(missingFor(asked, empty)).toBe('Give a reason first.')
  expect(startInput(asked, { confirmation: '', reason: ' known to be off ' })).toEqual({
    planId: 'p1',
    confirmation: null,
    reason: 'known to be off',
    overrides: [{ check: 'distribution-enabled', reason: 'known to be off' }],
  })
})
