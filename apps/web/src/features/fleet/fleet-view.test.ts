import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { describe, expect, test } from 'vitest'
import { arrange, countByStatus, readFleetView, sortedBy, withText, writeFleetView } from './fleet-view.ts'

const environment = (
  applicationName: string,
  name: string,
  more: Partial<EnvironmentSummary> = {},
): EnvironmentSummary => ({
  applicationId: applicationName.toLowerCase(),
  environmentId: name.toLowerCase(),
  applicationName,
  name,
  protected: false,
  status: 'ok',
  since: null,
  headline: '',
  failing: 0,
  warning: 0,
  unknown: 0,
  frontendVersion: null,
  backendVersion: null,
  observedAt: null,
  staleAfterSeconds: 120,
  activeRelease: null,
  lastRelease: null,
  rollout: null,
  ...more,
})
const usual = readFleetView(new URLSearchParams())
const namesOf = (environments: readonly EnvironmentSummary[]) =>
  environments.map(({ applicationName, name }) => `${applicationName} ${name}`)

describe('the address', () => {
  test('keeps a view and leaves out what is as usual', () => {
    const view = { text: 'shop', status: 'fail', sort: 'since', direction: 'descending' } as const
    expect(readFleetView(writeFleetView(view))).toEqual(view)
    expect(writeFleetView(usual).toString()).toBe('')
  })

  test('a value that does not exist counts as absent', () => {
    expect(readFleetView(new URLSearchParams('status=broken&sort=x'))).toEqual(usual)
  })
})

test('every word has to be found, in names or versions', () => {
  const fleet = [environment('Shop', 'Production', { frontendVersion: 'v2' }), environment('Shop', 'Staging')]
  expect(namesOf(withText(fleet, 'shop V2'))).toEqual(['Shop Production'])
})

describe('the order', () => {
  const fleet = [
    environment('Shop', 'Staging'),
    environment('Quiz', 'Production', { status: 'unknown' }),
    environment('Billing', 'Production', { status: 'fail', since: '2026-11-20T10:00:00.000Z' }),
    environment('App 10', 'Production'),
    environment('App 9', 'Production', { since: '2026-11-20T11:00:00.000Z' }),
  ]

  test('begins with the worst state, then goes by name, numbers as numbers', () => {
    expect(namesOf(arrange(fleet, usual))).toEqual([
      'Billing Production',
      'Quiz Production',
      'App 9 Production',
      'App 10 Production',
      'Shop Staging',
    ])
  })

  test('by since begins with the latest change; never checked comes last', () => {
    expect(namesOf(arrange(fleet, { ...usual, sort: 'since' })).slice(0, 2)).toEqual([
      'App 9 Production',
      'Billing Production',
    ])
  })

  test('pressing a column twice turns it round', () => {
    const once = sortedBy(usual, 'application')
    expect(once.direction).toBe('ascending')
    expect(sortedBy(once, 'application').direction).toBe('descending')
  })

  test('one status alone can be shown', () => {
    expect(namesOf(arrange(fleet, { ...usual, status: 'fail' }))).toEqual(['Billing Production'])
  })
})

test('the counts cover every status', () => {
  expect(countByStatus([environment('A', 'x'), environment('B', 'x', { status: 'fail' })])).toEqual({
    ok: 1,
    warn: 0,
    fail: 1,
    unknown: 0,
  })
})
