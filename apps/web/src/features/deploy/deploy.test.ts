import type { Artifact } from '@lockstep/shared-types/artifact'
import { describe, expect, test } from 'vitest'
import { deployAction, readChoice, writeChoice } from './deploy-choice.ts'
import { flagsOf } from './version-flags.ts'

const artifact = (more: Partial<Artifact> = {}): Artifact => ({
  version: 'v2',
  tags: ['v2'],
  digest: `sha256:${'0'.repeat(64)}`,
  repository: 'shop',
  pushedAt: '2026-11-20T12:00:00.000Z',
  sizeBytes: 1,
  labels: null,
  scan: { state: 'complete', counts: { low: 3 } },
  deployedIn: [],
  platforms: ['linux/amd64'],
  deployedBefore: [],
  holds: [],
  ...more,
})

describe('the choice in the address', () => {
  test('survives the way there and back', () => {
    const choice = {
      version: 'staging/622d2103-1',
      scope: 'backend',
      mode: 'full',
      strategy: 'all-at-once',
      base: 'newest',
    } as const
    expect(readChoice(writeChoice(choice, 'full'), 'full')).toEqual(choice)
  })

  test('what is as usual stays out, and what is unknown counts as usual', () => {
    const usual = {
      version: null,
      scope: 'both',
      mode: 'frontend-only',
      strategy: null,
      base: 'running',
    } as const
    expect(writeChoice(usual, 'frontend-only').toString()).toBe('')
    expect(
      readChoice(
        new URLSearchParams('scope=none&mode=all&version=&strategy=slowly&base=mine'),
        'frontend-only',
      ),
    ).toEqual(usual)
  })
})

test('the button says exactly what it does', () => {
  expect(deployAction('v2', 'both', 'Production')).toBe('Deploy v2 to Production')
  expect(deployAction('v2', 'frontend', 'Production')).toBe('Deploy the frontend of v2 to Production')
})

describe('flags of a version', () => {
  const texts = (more: Partial<Artifact>) => flagsOf(artifact(more), 'production').map(({ text }) => text)

  test('low findings and missing labels are no flag', () => {
    expect(texts({})).toEqual([])
  })

  test('say where it runs, then what speaks against it', () => {
    const labels = {
      version: null,
      commit: null,
      branch: null,
      builtAt: null,
      cleanTree: false,
      testsPassed: false,
    }
    const scan = { state: 'complete' as const, counts: { critical: 2, high: 1 } }
    expect(texts({ deployedIn: ['production', 'staging'], labels, scan })).toEqual([
      'Runs here',
      'Runs in staging',
      'Tests failed',
      'Dirty tree',
      '2 critical',
      '1 high',
    ])
  })

  test('mark what failed here, and not what failed elsewhere', () => {
    const hold = {
      how: 'failed',
      releaseId: 'r1',
      at: '2026-11-20T12:00:00.000Z',
      by: 'Ana',
      why: null,
    } as const
    expect(texts({ holds: [{ ...hold, environmentId: 'production' }] })).toEqual(['Failed here'])
    expect(texts({ holds: [{ ...hold, environmentId: 'staging' }] })).toEqual([])
  })

  test('a scan that did not end is never silent', () => {
    expect(texts({ scan: { state: 'not-scanned', counts: {} } })).toEqual(['Not scanned'])
  })
})
