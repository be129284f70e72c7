import { expect, test, vi } from 'vitest'
import { rolledOut } from '../../workflows/rollout/testing/rollout-world.ts'
import { after, ana, bakingAt } from '../../domain/rollout/testing/rollout-fixture.ts'
import { ok } from '../../domain/result.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import { controlRollout } from './control-rollout.ts'
import { toZero, type ToZeroDeps } from './emergency-to-zero.ts'

const record: RolloutRecord = {
  applicationId: 'shop',
  environmentId: 'production',
  releaseId: '01J0000000000000000000000',
  driver: 'alb-weights',
  revision: 3,
  state: bakingAt(1),
  startedAt: after(0).toISOString(),
  updatedAt: after(0).toISOString(),
}

/** A rollout in memory whose environment is configured without one. */
function rig(overrides: Partial<Pick<ToZeroDeps, 'findEnvironment' | 'driverFor'>> = {}) {
  let stored = record
  const retireCandidate = vi.fn<ToZeroDeps['retireCandidate']>(() => Promise.resolve(ok(undefined)))
  const deps: ToZeroDeps & Parameters<typeof controlRollout>[0] = {
    clock: { now: () => after(1) },
    findEnvironment: () => ({ ...rolledOut, rollout: null }),
    driverFor: () => null,
    rollouts: {
      find: () => Promise.resolve(stored),
      change: (_id, rule) => {
        const change = rule(stored)
        if (change !== null) stored = { ...stored, state: change.state }
        return Promise.resolve(stored)
      },
      refused: () => Promise.resolve(),
    },
    applyWanted: () => Promise.resolve(),
    signal: () => undefined,
    probeAnswer: () => Promise.resolve({ ok: true, sentence: 'As expected.' }),
    retireCandidate,
    ...overrides,
  }
  return { deps, retireCandidate, change: deps.rollouts.change, state: () => stored.state }
}
const pressed = { ref: record, actor: ana, reason: null, idempotencyKey: 'one' }

test('a control says that the configuration names no rollout any more, not that there is none', async () => {
  const input = { action: 'hold', revision: 3, reason: null } as const
  expect(await controlRollout(rig().deps, { releaseId: record.releaseId, input, actor: ana })).toMatchObject({
    ok: false,
    problem: { code: 'rollout-not-configured' },
  })
})

test('an emergency that Lockstep cannot tell AWS says so, and keeps the wish', async () => {
  const { deps, state } = rig()
  const answered = await toZero(deps, pressed, record, 'runs', true)
  expect(answered.sentence).toMatch(/^Lockstep cannot tell AWS/)
  expect(answered.acceptedAt).toBeNull()
  expect(state()).toMatchObject({ phase: 'leaving', wantedPercent: 0 })
})

test('where no step asks AWS again it does not promise so', async () => {
  const driver: NonNullable<ReturnType<ToZeroDeps['driverFor']>> = {
    id: 'alb-weights',
    check: () => Promise.resolve(ok([])),
    read: () => Promise.reject(new Error('not asked')),
    write: () => Promise.reject(new Error('not asked')),
    finish: () => Promise.resolve(ok(undefined)),
  }
  const { deps } = rig({ findEnvironment: () => rolledOut, driverFor: () => driver })
  expect((await toZero(deps, pressed, record, 'runs', false)).sentence).toContain('press once more')
  expect((await toZero(deps, pressed, record, 'runs', true)).sentence).toContain('asked again and again')
})

test('what no step ends any more is ended here, with the old path called and the candidate taken away', async () => {
  const driver: NonNullable<ReturnType<ToZeroDeps['driverFor']>> = {
    id: 'alb-weights',
    check: () => Promise.resolve(ok([])),
    read: () => Promise.reject(new Error('not asked')),
    write: () => Promise.reject(new Error('not asked')),
    finish: () => Promise.resolve(ok(undefined)),
  }
  const made = rig({ findEnvironment: () => rolledOut, driverFor: () => driver })
  const accepts: ToZeroDeps['applyWanted'] = async (releaseId) => {
    await made.change(releaseId, ({ state }) => ({
      state: { ...state, end: state.end && { ...state.end, acceptedAt: after(1).toISOString() } },
      counts: false,
      decision: null,
      audits: [],
      lines: [],
    }))
  }
  await toZero({ ...made.deps, applyWanted: accepts }, pressed, record, 'runs', false)
  expect(made.retireCandidate).toHaveBeenCalledOnce()
  expect(made.state()).toMatchObject({
    phase: 'ended',
    end: { how: 'zero', probes: [{ name: 'Old path', ok: true }] },
  })
})
