import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { albWeights } from './alb-weights.ts'
import { advance } from './advance.ts'
import { afterWrite, mayWrite } from './after-write.ts'
import type { RolloutState } from './rollout-state.ts'
import { after, ana, begun, ben, look, press, says, type Health } from './testing/rollout-fixture.ts'
import { isLong } from '../../testing/long.ts'

// The same cases in every run of `npm test`, so that red means a change; `npm run test:long` tries others each time.
fc.configureGlobal(isLong ? {} : { seed: 5 })

type Move =
  | { readonly kind: 'look'; readonly health: Health }
  | { readonly kind: 'press'; readonly input: Parameters<typeof press>[1]; readonly byBen: boolean }
  | { readonly kind: 'foreign'; readonly percent: number }
  | { readonly kind: 'jump'; readonly seconds: number }

const health = fc.constantFrom<Health[]>(
  'well',
  'well',
  'well',
  'low',
  'medium',
  'high',
  'critical',
  'missing',
)
const reason = fc.constantFrom(null, 'I know why.')
const percent = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100)
const input = fc.oneof(
  fc.record({ action: fc.constant('set-percent' as const), percent, reason }),
  fc.record({
    action: fc.constantFrom('promote', 'skip', 'hold', 'resume', 'back', 'to-full', 'take-over', 'accept'),
    reason,
  }),
)
const moves = (pressed: fc.Arbitrary<Parameters<typeof press>[1]>): fc.Arbitrary<Move> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('look' as const), health }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('press' as const), input: pressed, byBen: fc.boolean() }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('foreign' as const), percent: fc.constantFrom(0, 7, 63) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('jump' as const),
        seconds: fc.integer({ min: -5000, max: 5000 }),
      }),
    },
  )

/** Plays the moves against an AWS that takes every write, and tells what each of them changed. */
function play(
  given: readonly Move[],
  each: (before: RolloutState, after: RolloutState, move: Move) => void,
): void {
  let state = begun()
  let aws = 0
  let seconds = 0
  for (const move of given) {
    seconds += 15
    const before = state
    switch (move.kind) {
      case 'jump':
        seconds += move.seconds
        continue
      case 'foreign':
        aws = move.percent
        continue
      case 'press': {
        const pressed = press(state, move.input, { seconds, actor: move.byBen ? ben : ana })
        if (pressed.ok) state = pressed.value.state
        break
      }
      case 'look':
        state = advance(state, look(seconds, aws, move.health)).state
    }
    each(before, state, move)
    if (state.phase === 'ended' || state.phase === 'leaving') return
    if (!mayWrite(state) || aws === state.wantedPercent) continue
    aws = state.wantedPercent
    state = afterWrite(state, { id: 'one', percent: aws }, says(aws), after(seconds)).state
  }
}

const runs = { numRuns: isLong ? 5000 : 400 }

test('a look never raises the percentage when the decision is not to go on, or measurements are missing', () => {
  fc.assert(
    fc.property(fc.array(moves(input), { maxLength: 80 }), (given) =>
      play(given, (before, now, move) => {
        if (move.kind !== 'look' || move.health === 'well' || move.health === 'low') return
        // Before the first stage every error is the baseline's: a person who knew of it has let the rollout begin.
        const isLetBegin = before.stageIndex === -1 && before.acknowledged !== null && before.held === null
        if (isLetBegin && move.health !== 'missing' && now.stageIndex === 0) return
        expect(now.wantedPercent).toBeLessThanOrEqual(before.wantedPercent)
        expect([before.end?.how, undefined, 'zero']).toContain(now.end?.how)
      }),
    ),
    runs,
  )
})

test('it never goes above the percentage that it fell to before a person did something', () => {
  fc.assert(
    fc.property(fc.array(moves(input), { maxLength: 80 }), (given) => {
      let ceiling = Infinity
      play(given, (before, now, move) => {
        if (move.kind === 'press') ceiling = Infinity
        expect(now.wantedPercent).toBeLessThanOrEqual(ceiling)
        if (move.kind === 'look' && now.wantedPercent < before.wantedPercent) ceiling = now.wantedPercent
      })
    }),
    runs,
  )
})

test('whatever happens, what is wanted is a percentage that the driver can give', () => {
  fc.assert(
    fc.property(fc.array(moves(input), { maxLength: 80 }), (given) =>
      play(given, (_before, now) => {
        const ofStages = [0, 10, 50, 100].includes(now.wantedPercent)
        expect(ofStages || now.wantedBy.id !== 'lockstep').toBe(true)
        expect(albWeights(now.wantedPercent)).not.toBeNull()
      }),
    ),
    runs,
  )
})

/**
 * All but what the newest look says of the stage, such as its gate, and of AWS: a look that changed what is wanted may
 * find AWS there already when it comes again.
 */
const kept = ({
  gate: _gate,
  decision: _decision,
  stableSince: _stable,
  settledAt: _settled,
  writtenPercent: _written,
  ...rest
}: RolloutState) => rest

test('the same look twice changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(moves(input), { maxLength: 40 }),
      health,
      fc.constantFrom(0, 10, 37, 50),
      (given, state, aws) => {
        play(given, (_before, now) => {
          if (now.phase === 'ended' || now.phase === 'leaving') return
          const one = look(100_000, aws, state)
          const first = advance(now, one)
          // A look that entered a stage was judged before it: the first look within the stage is the one to repeat.
          const once = first.state.stageIndex === now.stageIndex ? first : advance(first.state, one)
          if (once.state.phase === 'ended' || once.state.phase === 'leaving') return
          const twice = advance(once.state, one)
          expect(kept(twice.state)).toEqual(kept(once.state))
          expect(twice).toMatchObject({ counts: false, decision: null, audits: [], lines: [] })
        })
      },
    ),
    { numRuns: isLong ? 2000 : 60 },
  )
})

test('bake time never shrinks within a stage, and never grows by more than the time that was seen', () => {
  fc.assert(
    fc.property(fc.array(moves(input), { maxLength: 80 }), (given) =>
      play(given, (before, now, move) => {
        if (now.stageIndex !== before.stageIndex || now.stageSince !== before.stageSince) return
        expect(now.bakedSeconds).toBeGreaterThanOrEqual(before.bakedSeconds)
        const most = move.kind === 'look' && before.held !== null ? 0 : 45
        expect(now.bakedSeconds - before.bakedSeconds).toBeLessThanOrEqual(most)
      }),
    ),
    runs,
  )
})
