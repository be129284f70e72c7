import type { DriftCheck, DriftReport } from '@lockstep/shared-types/drift'
import type { ComponentState } from '@lockstep/shared-types/environment'
import { describe, expect, test } from 'vitest'
import { backendFacts, frontendFacts } from './pair-facts.ts'

const at = '2026-11-20T12:00:00.000Z'
const check = (id: DriftCheck['id'], more: Partial<DriftCheck> = {}): DriftCheck => ({
  id,
  status: 'ok',
  half: null,
  expected: null,
  observed: null,
  sentence: '',
  evidence: [],
  basis: 'read',
  remedy: null,
  since: at,
  ...more,
})
const report = (...checks: DriftCheck[]): DriftReport => ({
  applicationId: 'shop',
  environmentId: 'production',
  status: 'ok',
  since: at,
  half: null,
  headline: '',
  remedy: null,
  checks,
  observedAt: at,
  durationMilliseconds: 1,
  awsCalls: 1,
})
const component: ComponentState = {
  role: 'backend',
  kind: 'ecs-service',
  name: 'shop/api',
  url: 'https://api.shop.example',
  version: 'v2',
  artifact: null,
  revision: 'shop-api:7',
  deployedAt: null,
  tasks: { running: 2, desired: 4, pending: 1 },
  readAt: at,
  unreadable: null,
}
const factOf = (facts: ReturnType<typeof frontendFacts>, term: string) =>
  facts.find((fact) => fact.term === term)

describe('the frontend', () => {
  test('says what the edge serves and what it should', () => {
    const stale = check('edge-stale', { status: 'fail', expected: 'v2', observed: 'v1' })
    const facts = frontendFacts(component, report(stale))
    expect(factOf(facts, 'Edge serves')).toMatchObject({ value: 'v1', expected: 'v2', status: 'fail' })
    expect(factOf(facts, 'Bucket holds')).toMatchObject({ value: 'v2', expected: null, status: null })
  })

  test('what no check told is not known, never well', () => {
    const facts = frontendFacts({ ...component, version: null }, null)
    expect(facts.every(({ value, status }) => value === null && status === null)).toBe(true)
  })

  test('an expectation that holds is not repeated', () => {
    const equal = check('endpoint-match', { expected: 'https://a.example', observed: 'https://a.example' })
    expect(factOf(frontendFacts(component, report(equal)), 'Bundle calls')).toMatchObject({ expected: null })
  })
})

describe('the backend', () => {
  test('shows the worse of the two judgements on its tag', () => {
    const facts = backendFacts(
      component,
      report(check('mutable-tag'), check('tag-moved', { status: 'fail' })),
    )
    expect(factOf(facts, 'Tag')?.status).toBe('fail')
  })

  test('counts tasks that run and that start', () => {
    expect(factOf(backendFacts(component, null), 'Tasks')?.value).toBe('2 of 4 running, 1 starting')
  })
})
