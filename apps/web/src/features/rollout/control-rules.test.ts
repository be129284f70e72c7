import { describe, expect, test } from 'vitest'
import {
  aCheck,
  aDecision,
  aGate,
  ana,
  aRollout,
  at,
  lockstep,
  now,
} from '../../vocabulary/rollout/testing/a-rollout.ts'
import { whyNotControl, whyReason, type Control } from './control-rules.ts'

const controls = ['promote', 'skip', 'hold', 'resume', 'back', 'to-zero', 'to-full'] as const
const open = (rollout: ReturnType<typeof aRollout>): readonly Control[] =>
  controls.filter((control) => whyNotControl(control, rollout, 'operator') === null)

const waiting = aGate('waiting', aCheck('bake', 'waiting'), aCheck('promotion', 'waiting'))

describe('which controls are open', () => {
  test('all but Resume, while the gate passes and nothing holds it', () => {
    expect(open(aRollout())).toEqual(['promote', 'skip', 'hold', 'back', 'to-zero', 'to-full'])
  })

  test('Promote waits for the gate and says for which check', () => {
    expect(whyNotControl('promote', aRollout({ gate: waiting }), 'operator')).toBe(
      'The gate does not pass: bake is waiting.',
    )
  })

  test('Promote is what the check for promotion by hand waits for', () => {
    const gate = aGate('waiting', aCheck('bake', 'pass'), aCheck('promotion', 'waiting'))
    expect(whyNotControl('promote', aRollout({ gate }), 'operator')).toBeNull()
  })

  test('of several open checks the failing one is named', () => {
    const gate = aGate('fail', aCheck('bake', 'waiting'), aCheck('stable', 'fail'))
    expect(whyNotControl('promote', aRollout({ gate }), 'operator')).toContain('stable is fail')
  })

  test('Promote does not go against the decision, nor against missing measurements', () => {
    const paused = aRollout({ decision: aDecision({ decision: 'pause', sentence: 'Errors.' }) })
    expect(whyNotControl('promote', paused, 'operator')).toBe('The decision speaks against it: Errors.')
    const blind = aRollout({ decision: null, inconclusive: { since: now, goesBackAt: null } })
    expect(whyNotControl('promote', blind, 'operator')).toContain('measurements are missing')
  })

  test('Resume opens when it is held, Hold closes', () => {
    const held = aRollout({ held: { by: ana, at: now, reason: 'lunch' }, phase: 'held' })
    expect(open(held)).toContain('resume')
    expect(whyNotControl('hold', held, 'operator')).toBe('Held already, by Ana.')
  })

  test('where somebody moved the traffic outside Lockstep, only the way to zero stays open', () => {
    const foreign = aRollout({ foreign: { percent: 30, seenAt: now, sentence: 'It says 30 %.' } })
    expect(open(foreign)).toEqual(['to-zero'])
  })

  test('a driver that goes down only to zero knows no stage back', () => {
    const limits = { percentages: null, maxPercent: 100, down: 'zero-only', sentence: '' } as const
    expect(whyNotControl('back', aRollout({ limits }), 'operator')).toContain('use To zero')
  })

  test('one on its way to full can be taken back, at once', () => {
    const end = {
      how: 'full',
      by: 'person',
      askedAt: at(0),
      actor: ana,
      reason: null,
      acceptedAt: null,
      offAt: null,
      probes: [],
    } satisfies ReturnType<typeof aRollout>['end']
    expect(open(aRollout({ phase: 'shifting', end }))).toEqual(
      expect.arrayContaining(['hold', 'back', 'to-zero']),
    )
  })

  test('nothing is open at the end, nor to a viewer', () => {
    expect(open(aRollout({ phase: 'ended' }))).toEqual([])
    expect(open(aRollout({ phase: 'leaving' }))).toEqual([])
    expect(whyNotControl('hold', aRollout(), 'viewer')).toContain('needs the role operator')
  })
})

describe('when raising asks for a reason', () => {
  test('not after the gate has passed, and never on the way down', () => {
    expect(whyReason(aRollout(), 50)).toBeNull()
    expect(whyReason(aRollout({ gate: waiting, decision: aDecision({ decision: 'pause' }) }), 5)).toBeNull()
  })

  test('before the gate, and it names the stage', () => {
    expect(whyReason(aRollout({ gate: waiting }), 50)).toContain('gate of the 10 % stage')
  })

  test('back up to the stage after a fall to less needs none', () => {
    expect(whyReason(aRollout({ gate: waiting, wantedPercent: 5 }), 10)).toBeNull()
  })

  test('against a decision, and while it is inconclusive', () => {
    expect(whyReason(aRollout({ decision: aDecision({ decision: 'previous-stage' }) }), 50)).toContain(
      'decision',
    )
    expect(whyReason(aRollout({ decision: aDecision({ verdict: 'inconclusive' }) }), 50)).toContain(
      'decision',
    )
    expect(whyReason(aRollout({ inconclusive: { since: at(-60), goesBackAt: null } }), 50)).toContain(
      'decision',
    )
    expect(
      whyReason(aRollout({ wantedBy: lockstep, decision: aDecision({ decision: 'monitor' }) }), 50),
    ).toBeNull()
  })
})
