import type { Plan } from '@lockstep/shared-types/plan'
import type { PreflightCheck } from '@lockstep/shared-types/preflight'
import { describe, expect, test } from 'vitest'
import { emptyPlanForm, missingFor, startInput, worstFirst } from './plan-form.ts'

const check = (more: Partial<PreflightCheck>): PreflightCheck => ({
  id: 'artifact-exists',
  status: 'ok',
  sentence: '',
  expected: null,
  observed: null,
  overridable: false,
  ...more,
})
const dirty = check({ id: 'artifact-clean-build', status: 'fail', overridable: true })
const unread = check({ id: 'artifact-scan', status: 'unknown', overridable: true })

const plan = (more: Partial<Plan> = {}): Plan => ({
  applicationId: 'shop',
  environmentId: 'production',
  id: 'p1',
  kind: 'deploy',
  scope: 'both',
  strategy: 'all-at-once',
  emergency: false,
  artifact: null,
  from: null,
  preflight: [],
  blocked: false,
  taskDefinition: null,
  files: null,
  invalidation: null,
  rollout: null,
  steps: [],
  expectedSeconds: 40,
  undo: '',
  confirmation: { phrase: null, reasonRequired: false },
  unreadable: [],
  computedAt: '2026-11-20T12:00:00.000Z',
  expiresAt: '2026-11-20T12:15:00.000Z',
  ...more,
})

describe('what is missing before a plan may start', () => {
  test('nothing, where the plan asks for nothing', () => {
    expect(missingFor(plan({ preflight: [check({ status: 'warn' })] }), emptyPlanForm)).toBeNull()
  })

  test('a block cannot be talked away', () => {
    const form = { ...emptyPlanForm, overrides: { 'artifact-exists': 'because' } }
    const gone = check({ status: 'fail', sentence: 'The image is gone.' })
    expect(missingFor(plan({ blocked: true, preflight: [dirty, gone] }), form)).toBe(
      'Blocked. The image is gone.',
    )
    expect(missingFor(plan({ blocked: true }), form)).toContain('Blocked')
  })

  test('a reason for every failed or unread check, of three letters at least', () => {
    const asked = plan({ preflight: [dirty, unread] })
    expect(missingFor(asked, emptyPlanForm)).toContain('each of the 2')
    const one = { ...emptyPlanForm, overrides: { 'artifact-clean-build': 'hotfix', 'artifact-scan': ' x ' } }
    expect(missingFor(asked, one)).toContain('the failed check')
    const both = { ...one, overrides: { ...one.overrides, 'artifact-scan': 'scanned by hand' } }
    expect(missingFor(asked, both)).toBeNull()
  })

  test('the reason before the typed name', () => {
    const asked = plan({ confirmation: { phrase: 'production', reasonRequired: true } })
    expect(missingFor(asked, { ...emptyPlanForm, reason: 'no' })).toContain('Say why')
    expect(missingFor(asked, { ...emptyPlanForm, reason: 'errors' })).toContain('production')
    const typed = { ...emptyPlanForm, reason: 'errors', confirmation: ' production ' }
    expect(missingFor(asked, typed)).toBeNull()
    expect(missingFor(asked, { ...typed, confirmation: 'Production' })).toContain('production')
  })
})

test('what starts a plan carries only what the plan asks for', () => {
  const form = { confirmation: 'production', reason: ' ', overrides: { 'artifact-scan': ' by hand ' } }
  expect(startInput(plan({ preflight: [unread] }), form)).toEqual({
    planId: 'p1',
    confirmation: null,
    reason: null,
    overrides: [{ check: 'artifact-scan', reason: 'by hand' }],
  })
})

test('what stands against the release comes first', () => {
  const statuses = worstFirst([check({}), unread, check({ status: 'warn' }), dirty]).map(
    ({ status }) => status,
  )
  expect(statuses).toEqual(['fail', 'unknown', 'warn', 'ok'])
})
