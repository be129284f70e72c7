import { expect, it } from 'vitest'
import { formatConfigurationError } from './configuration.ts'
import { parseConfiguration } from './parse-configuration.ts'
import { minimalYaml } from './testing/minimal-yaml.ts'

const errorsOf = (text: string): string[] => {
  const result = parseConfiguration('lockstep.yaml', text, {})
  return result.ok ? [] : result.errors.map(formatConfigurationError).map((line) => line.split('  ')[1] ?? '')
}
const production = (rollout: string, more = ''): string =>
  minimalYaml.replace('        protected: true\n', `        rollout: { ${rollout} }\n${more}`)

const flag = 'driver: { type: appconfig-flag, application: a, environment: e, profile: p, flag: f }'
const weights = (candidate = 'api-candidate', group = 'shop-candidate', priority = 10): string =>
  `driver: { type: alb-weights, rule: { loadBalancer: shop, priority: ${priority} }, candidate: { service: ${candidate}, targetGroups: { main: shop, candidate: ${group} } } }`
const cohort = (prefix: string, store = 'cohort'): string =>
  `driver: { type: cloudfront-cohort, cohort: { keyValueStore: ${store}, candidatePrefix: ${prefix} } }`
const stages = 'stages: [{ percent: 10 }, { percent: 100 }]'

it('takes a rollout of every driver that has stages to its end', () => {
  const canary = 'driver: { type: ecs-native, strategy: CANARY, stepPercent: 10 }'
  for (const driver of [flag, weights(), cohort('candidate/'), canary])
    expect(errorsOf(production(`${driver}, ${stages}`))).toEqual([])
})

it.each([
  [
    'stages that do not rise',
    production(`${flag}, stages: [{ percent: 50 }, { percent: 50 }, { percent: 100 }]`),
    'rollout.stages[1].percent: must be above the stage before, 50 %',
  ],
  [
    'stages that end before everybody has it',
    production(`${flag}, stages: [{ percent: 50 }]`),
    'rollout.stages[0].percent: the last stage must be 100 %',
  ],
  [
    'a stage that ECS does not pass',
    production(`driver: { type: ecs-native, strategy: LINEAR, stepPercent: 25 }, ${stages}`),
    'rollout.stages[0].percent: ecs-native cannot set 10 %, only 25, 50, 75, 100 %',
  ],
  [
    'a criterion on what nobody measures',
    production(`${flag}, stages: [{ percent: 100, below: { error-rate: 1, frontend-error-rate: 1 } }]`),
    'rollout.stages[0].below.frontend-error-rate: frontend-error-rate is not measured here: name the RUM app monitor in the configuration',
  ],
  [
    'a tick of one id twice',
    production(`${flag}, stages: [{ percent: 100, manual: [{ id: a, label: One }, { id: a, label: Two }] }]`),
    'rollout.stages[0].manual[1].id: the id a is there already',
  ],
  [
    'a matrix that decides harder on better numbers',
    production(
      `${flag}, ${stages}, matrix: [{ severity: high, when: [{ kind: unavailable }], decision: pause }, { severity: low, when: [{ kind: unavailable }], decision: rollback-to-zero }]`,
    ),
    'rollout.matrix[1].decision: rollback-to-zero is harder than pause of the row before, which goes first',
  ],
  [
    'a candidate that is the main service',
    production(`${weights('shop-production')}, ${stages}`),
    'rollout.driver.candidate.service: must not be the main service shop-production: the candidate runs beside it',
  ],
  [
    'one target group for both',
    production(`${weights('api-candidate', 'shop')}, ${stages}`),
    'rollout.driver.candidate.targetGroups.candidate: must not be the main target group: nothing could be moved',
  ],
  [
    'candidate pages among the files that never change',
    production(`${cohort('assets/candidate/')}, ${stages}`),
    "rollout.driver.cohort.candidatePrefix: must lie outside of frontend.assetsPrefix, 'assets/', where files never change",
  ],
  [
    'a threshold over 100 %',
    production(`${flag}, ${stages}`, '        thresholds: { error-rate: { critical: 500 } }\n'),
    'thresholds.error-rate.critical: must be a percentage, at most 100',
  ],
  [
    'a threshold on a database that nobody named',
    production(`${flag}, ${stages}`, '        thresholds: { database-connections: { critical: 80 } }\n'),
    'thresholds.database-connections: database-connections is not measured here: name the database in the configuration',
  ],
])('refuses %s, where it is written', (_what, text, error) => {
  expect(errorsOf(text).map((line) => line.replace('applications[0].environments[0].', ''))).toEqual([error])
})

it.each([
  ['listener rule', weights('one-candidate'), weights('two-candidate'), 'the rule 10 of shop:443'],
  [
    'candidate service',
    weights('api-candidate', 'a', 10),
    weights('api-candidate', 'b', 20),
    'the service shop/api-candidate',
  ],
  ['key-value store', cohort('one/'), cohort('two/'), 'the key-value store cohort'],
  ['flag', flag, flag, 'the flag p/f'],
])('refuses two environments that move one %s', (_what, one, two, found) => {
  const text = production(`${one}, ${stages}`).replace(
    '      - id: staging\n',
    `      - id: staging\n        rollout: { ${two}, ${stages} }\n`,
  )
  const errors = errorsOf(text)
  expect(errors).toHaveLength(1)
  expect(errors[0]).toContain(`${found} is there already, in line 9`)
})

it('refuses a candidate service that is the main service of another environment', () => {
  const [error, ...more] = errorsOf(production(`${weights('shop-staging')}, ${stages}`))
  expect(more).toEqual([])
  expect(error).toContain('the service shop/shop-staging is there already')
})
