import { percentRefusal } from '../../rollout/allowed-percent.ts'
import { driverLimits } from '../../rollout/driver-limits.ts'
import { missingEndpoints } from './open-api.ts'
import type { Finding, PreflightRule } from './preflight-facts.ts'
import { shareBefore, type RolloutFacts, type RolloutOnlyFacts } from './rollout-facts.ts'

type RolloutRule = Omit<PreflightRule, 'find'> & {
  readonly find: (facts: RolloutOnlyFacts) => Finding | null
}

const rule = (
  id: RolloutRule['id'],
  overridable: boolean,
  judge: (facts: RolloutFacts) => Finding | null,
): RolloutRule => ({
  id,
  overridable,
  find: ({ rollout }) => (rollout === null ? null : judge(rollout)),
})

/** All that the driver needs is there in AWS. */
const rolloutReady = rule('rollout-ready', false, ({ needs }) => {
  if (!needs.ok)
    return {
      status: 'unknown',
      sentence: `Whether AWS has what the rollout needs could not be told: ${needs.problem.title}`,
      problem: needs.problem,
    }
  const missing = needs.value.filter(({ ok }) => !ok)
  if (missing.length > 0)
    return { status: 'fail', sentence: missing.map(({ sentence }) => sentence).join(' ') }
  const warnings = needs.value.filter(({ warns }) => warns)
  if (warnings.length > 0)
    return { status: 'warn', sentence: warnings.map(({ sentence }) => sentence).join(' ') }
  return {
    status: 'ok',
    sentence: needs.value.map(({ sentence }) => sentence).join(' ') || 'The rollout needs nothing in AWS.',
  }
})

/** It begins with nobody on the candidate, and with a flag that is off. */
const rolloutAtZero = rule('rollout-at-zero', false, ({ traffic, config }) => {
  if (!traffic.ok)
    return {
      status: 'unknown',
      sentence: `Where the traffic goes now could not be told: ${traffic.problem.title}`,
      problem: traffic.problem,
    }
  const { sentence } = traffic.value
  const percent = shareBefore(traffic.value)
  const observed = `${percent} %`
  if (percent === 0) return { status: 'ok', expected: '0 %', observed, sentence }
  const remedy =
    config.driver.type === 'appconfig-flag'
      ? `The emergency button sets the flag that a rollout has brought to everybody back to 0 %. Any other way to it: turn ${config.driver.flag} off in AppConfig (${config.driver.profile} in ${config.driver.environment}) and deploy that.`
      : 'Release all at once, or roll back: both bring the traffic to the main half.'
  return {
    status: 'fail',
    expected: '0 %',
    observed,
    sentence: `The candidate has ${observed} of the traffic already. ${sentence} ${remedy}`,
  }
})

/** Each stage is a percentage that the driver can set, and one that lasts no longer than AWS waits. */
const rolloutStages = rule('rollout-stages', false, ({ stages, config: { driver } }) => {
  if (stages.length === 0)
    return { status: 'fail', sentence: 'The rollout policy of this environment has no stages.' }
  const limits = driverLimits(driver)
  const refused = stages.flatMap(({ percent }, index) => {
    const refusal = percentRefusal({ driver: driver.type, limits }, stages[index - 1]?.percent ?? 0, percent)
    return refusal === null ? [] : [`${refusal.title} ${refusal.remedy ?? ''}`.trim()]
  })
  const tooLong =
    driver.type === 'ecs-native'
      ? stages.filter(({ bakeSeconds }) => bakeSeconds >= driver.pauseTimeoutSeconds)
      : []
  const said = [
    ...refused,
    ...tooLong.map(
      ({ percent }) => `The stage at ${percent} % bakes longer than ECS waits before it goes back.`,
    ),
  ]
  const observed = stages.map(({ percent }) => `${percent} %`).join(', ')
  return said.length > 0
    ? { status: 'fail', observed, sentence: said.join(' ') }
    : { status: 'ok', observed, sentence: `The stages are ${observed}; the driver can set each of them.` }
})

/** The calls that the configuration names are answered as it says, such as that of an applied migration. */
const rolloutProbe = rule('rollout-probe', true, ({ probes }) => {
  if (probes.length === 0) return null
  const wrong = probes.flatMap(({ expected: { name }, found }) =>
    found.answer === 'other' ? [`${name}: ${found.sentence}`] : [],
  )
  if (wrong.length > 0) return { status: 'fail', overridable: false, sentence: wrong.join(' ') }
  const unanswered = probes.flatMap(({ expected: { name }, found }) =>
    found.answer === 'none' ? [{ name, problem: found.problem }] : [],
  )
  const [first] = unanswered
  if (first !== undefined)
    return {
      status: 'unknown',
      sentence: unanswered.map(({ name, problem }) => `${name}: ${problem.title}`).join(' '),
      problem: first.problem,
    }
  return {
    status: 'ok',
    sentence: probes
      .flatMap(({ expected: { name }, found }) =>
        found.answer === 'none' ? [] : [`${name}: ${found.sentence}`],
      )
      .join(' '),
  }
})

/** The endpoints that the new path needs are in the backend's OpenAPI document. */
const rolloutEndpoints = rule('rollout-endpoints', true, ({ config: { openApi }, document }) => {
  if (openApi === null || document === null) return null
  const { path, endpoints } = openApi
  const expected = endpoints.join(', ')
  if (document.state === 'none')
    return {
      status: 'unknown',
      expected,
      sentence: `The OpenAPI document could not be read: ${document.problem.title}`,
      problem: document.problem,
    }
  const noDocument = { status: 'fail', overridable: false, expected } as const
  if (document.state === 'other') return { ...noDocument, sentence: document.sentence }
  const missing = missingEndpoints(document.document, endpoints)
  if (missing === null) return { ...noDocument, sentence: `${path} is no OpenAPI document.` }
  return missing.length > 0
    ? { ...noDocument, sentence: `${path} does not name ${missing.join(', ')}.` }
    : { status: 'ok', expected, sentence: `${path} names ${expected}.` }
})

export const rolloutRules: readonly RolloutRule[] = [
  rolloutReady,
  rolloutAtZero,
  rolloutStages,
  rolloutProbe,
  rolloutEndpoints,
]
