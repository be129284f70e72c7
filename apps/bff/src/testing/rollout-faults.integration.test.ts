import { randomUUID } from 'node:crypto'
import { Problem } from '@lockstep/shared-types/problem'
import { Rollout, type RolloutControlInput } from '@lockstep/shared-types/rollout'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Answer } from './lockstep-api.ts'
import { startRolloutCrashWorld, type RolloutCrashWorld } from './rollout-crash-world.ts'

type Asked = RolloutControlInput extends infer One
  ? One extends unknown
    ? Omit<One, 'reason'>
    : never
  : never

let world: RolloutCrashWorld
let id = ''
beforeAll(async () => {
  world = await startRolloutCrashWorld({ bake: '1h' })
  await world.lockstep.start()
  const release = await world.api.release({
    kind: 'deploy',
    scope: 'both',
    digest: world.built.version('next').digest,
    strategy: 'stages',
    invalidationMode: 'frontend-only',
  })
  id = release.id
}, 120_000)
afterAll(() => world.close())

const rollout = async (): Promise<Rollout> => {
  const found = await world.readRollout(id)
  if (found === null) throw new Error('the rollout has not begun')
  return found
}
const untilRollout = (what: string, wanted: (rollout: Rollout) => boolean) =>
  world.until(
    what,
    () => world.readRollout(id),
    (found) => found !== null && wanted(found),
  )
const send = async (body: unknown): Promise<Answer> => {
  const response = await fetch(`${world.lockstep.url()}/api/v1/releases/${id}/rollout/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}
const press = (asked: Asked): Promise<Answer> => send({ ...asked, reason: 'A test wants it.' })

/** At 10 %, baking. */
beforeEach(async () => {
  await untilRollout('at its first stage', ({ stageIndex }) => stageIndex >= 0)
  const { wantedPercent, held, revision } = await rollout()
  if (wantedPercent !== 10) await press({ action: 'set-percent', percent: 10, revision })
  if (held !== null || wantedPercent !== 10)
    await press({ action: 'resume', revision: (await rollout()).revision })
  await untilRollout('at 10 %', ({ phase, appliedPercent }) => phase === 'baking' && appliedPercent === 10)
})

test.each([
  ['out of range', 101],
  ['below nothing', -1],
  ['no number', 'many'],
  ['too fine', 33.333],
  ['missing', undefined],
])('a percentage that is %s is refused by name, and moves nothing', async (_what, percent) => {
  const { status, body } = await send({
    action: 'set-percent',
    percent,
    revision: (await rollout()).revision,
  })
  expect(status).toBe(400)
  expect(JSON.stringify(Problem.parse(body))).toContain('percent')
  expect((await rollout()).wantedPercent).toBe(10)
  expect(world.weight()).toBe(10)
})

test('of two people who move the slider at once the later one sees what the earlier one set, and must confirm', async () => {
  const { revision } = await rollout()
  const answers = await Promise.all([
    press({ action: 'set-percent', percent: 30, revision }),
    press({ action: 'set-percent', percent: 70, revision }),
  ])
  const won = answers.find(({ status }) => status === 200)
  const lost = answers.find(({ status }) => status === 409)
  const set = Rollout.parse(won?.body).wantedPercent
  expect([30, 70]).toContain(set)
  const problem = Problem.parse(lost?.body)
  expect(problem.code).toBe('rollout-changed')
  expect(JSON.stringify(problem)).toContain(`${set} %`)
  expect(world.weight()).toBe(set)
  const again = await press({
    action: 'set-percent',
    percent: 40,
    revision: (await rollout()).revision,
  })
  expect(again.status).toBe(200)
  expect(world.weight()).toBe(40)
})

test('a target group that is gone in the middle is named, and nothing is moved; the rollout goes on when it is back', async () => {
  const { targetGroups } = world.simulator.world.elb.state
  const group = targetGroups.get(world.candidateArn)
  if (group === undefined) throw new Error('there is no target group')
  targetGroups.delete(world.candidateArn)
  // Whoever asks for its address gets it anew after this; AWS refuses what names it.
  const { revision } = await rollout()
  const answer = await press({ action: 'set-percent', percent: 60, revision })
  const gone = await untilRollout('in trouble', ({ problem }) => problem !== null)
  expect(answer.status).toBe(200)
  expect(gone?.problem?.title).toMatch(/target group/i)
  expect(gone?.wantedPercent).toBe(60)
  expect(world.weight()).toBe(10)
  targetGroups.set(world.candidateArn, group)
  await untilRollout('moved', ({ appliedPercent, problem }) => appliedPercent === 60 && problem === null)
  expect(world.weight()).toBe(60)
})

test('weights that somebody changed by hand are shown as such and left alone, until a person accepts or takes over', async () => {
  const change = (percent: number): void => {
    for (const group of world.simulator.world.elb.state.rules.get(world.ruleArn)?.actions[0]?.ForwardConfig
      ?.TargetGroups ?? [])
      group.Weight = group.TargetGroupArn === world.candidateArn ? percent : 100 - percent
  }
  change(25)
  const seen = await untilRollout('foreign', ({ foreign }) => foreign !== null)
  expect(seen).toMatchObject({ foreign: { percent: 25 }, wantedPercent: 10, phase: 'held' })
  const refused = await press({
    action: 'set-percent',
    percent: 20,
    revision: (await rollout()).revision,
  })
  expect([refused.status, Problem.parse(refused.body).code]).toEqual([409, 'rollout-foreign'])
  expect(world.weight()).toBe(25)
  await press({ action: 'accept', revision: (await rollout()).revision })
  await untilRollout('accepted', ({ foreign, wantedPercent }) => foreign === null && wantedPercent === 25)
  change(35)
  await untilRollout('foreign again', ({ foreign }) => foreign?.percent === 35)
  await press({ action: 'take-over', revision: (await rollout()).revision })
  await untilRollout('taken over', ({ appliedPercent, foreign }) => appliedPercent === 25 && foreign === null)
  expect(world.weight()).toBe(25)
})

test('AWS that refuses every read holds what is there, and says so', async () => {
  const fault = world.simulator.faults.add({
    service: 'elbv2',
    operation: 'DescribeRules',
    kind: 'accessDenied',
  })
  const blind = await untilRollout('blind', ({ problem }) => problem !== null)
  expect(blind).toMatchObject({ wantedPercent: 10, appliedPercent: null })
  expect(world.weight()).toBe(10)
  fault()
  await untilRollout('seeing', ({ problem, appliedPercent }) => problem === null && appliedPercent === 10)
})
