import { expect, it } from 'vitest'
import { formatConfigurationError } from './configuration.ts'
import { parseConfiguration } from './parse-configuration.ts'
import type { Variables } from './references.ts'
import { minimalYaml } from './testing/minimal-yaml.ts'

const parse = (text: string, variables: Variables = {}) =>
  parseConfiguration('lockstep.yaml', text, variables)
const errorsOf = (text: string, variables: Variables = {}): string[] => {
  const result = parse(text, variables)
  return result.ok ? [] : result.errors.map(formatConfigurationError)
}
const environmentsOf = (text: string, variables: Variables = {}) => {
  const result = parse(text, variables)
  return result.ok ? result.value.environments : []
}
const withProduction = (lines: string) => minimalYaml.replace('        protected: true\n', () => `${lines}\n`)
const withDefaults = (lines: string) =>
  minimalYaml.replace('    environments:', `${lines}\n    environments:`)

it('builds environments with defaults, where the environment says nothing', () => {
  const [production, staging] = environmentsOf(minimalYaml)
  expect(production).toMatchObject({
    applicationId: 'shop',
    applicationName: 'Shop',
    environmentId: 'production',
    name: 'production',
    protected: true,
    aws: { region: 'eu-west-1', roleArn: null, externalId: null },
    backend: {
      cluster: 'shop',
      service: 'shop-production',
      url: 'https://api.shop.example',
      healthPath: '/health',
    },
    frontend: { imagePath: '/app/dist/public', prefix: '', endpointSetting: 'VITE_API_URL' },
    drift: { deploySkewSeconds: 3600, staleAfterSeconds: 300, maxHtmlAgeSeconds: 60 },
    monitor: { intervalSeconds: 60, activeIntervalSeconds: 5 },
    release: { watchSeconds: 900, onBreach: 'ask', retention: { releases: 5, days: 7 } },
    thresholds: [],
  })
  expect(staging).toMatchObject({ environmentId: 'staging', protected: false })
})

it('takes defaults of the server', () => {
  const result = parse(`server: { port: 5000 }\n${minimalYaml}`)
  expect(result.ok && result.value.server).toEqual({ host: '127.0.0.1', port: 5000, dataFolder: '.lockstep' })
})

it('merges the application defaults key by key and replaces lists', () => {
  const text = withDefaults(
    '      settings: { VITE_A: a, VITE_B: b }\n      forbiddenValues: [localhost]\n      monitor: { interval: 20s, activeInterval: 2s }',
  ).replace(
    '        protected: true\n',
    '        settings: { VITE_B: other }\n        forbiddenValues: [pk_test_]\n',
  )
  const [production, staging] = environmentsOf(text)
  expect(production).toMatchObject({
    settings: { VITE_A: 'a', VITE_B: 'other' },
    forbiddenValues: ['pk_test_'],
  })
  expect(staging).toMatchObject({ settings: { VITE_A: 'a', VITE_B: 'b' }, forbiddenValues: ['localhost'] })
  expect(production?.monitor).toEqual({ intervalSeconds: 20, activeIntervalSeconds: 2 })
})

it('turns limits into thresholds with their usual bad side', () => {
  const [production] = environmentsOf(
    withProduction(
      '        thresholds: { error-rate: { warning: 1, critical: 5 }, healthy-hosts: { critical: 1 } }',
    ),
  )
  expect(production?.thresholds).toEqual([
    { metric: 'error-rate', level: 'warning', comparison: 'above', limit: 1 },
    { metric: 'error-rate', level: 'critical', comparison: 'above', limit: 5 },
    { metric: 'healthy-hosts', level: 'critical', comparison: 'below', limit: 1 },
  ])
})

it.each<[string, string, string]>([
  [
    'an unknown key, with the one that was meant and all that are allowed',
    minimalYaml.replace('{ cluster: shop,', '{ clster: shop, cluster: shop,'),
    'lockstep.yaml:6:18  applications[0].defaults.backend.clster: unknown key; did you mean "cluster"? (allowed: cluster, service, container, repository, url, healthPath, versionPath, probeHeaders)',
  ],
  [
    'a value of the wrong type',
    withProduction('        protected: yes'),
    'lockstep.yaml:9:20  applications[0].environments[0].protected: must be true or false, not "yes"',
  ],
  [
    'a number where text is needed',
    withProduction('        settings: { VITE_A: 1 }'),
    'lockstep.yaml:9:29  applications[0].environments[0].settings.VITE_A: must be text; put quotes around numbers and true or false, not 1',
  ],
  [
    'a value that is not in the list',
    withProduction('        release: { onBreach: panic }'),
    'lockstep.yaml:9:30  applications[0].environments[0].release.onBreach: not one of the allowed values (allowed: rollback, ask)',
  ],
  [
    'an unknown metric',
    withProduction('        thresholds: { latency: { warning: 1 } }'),
    'lockstep.yaml:9:23  applications[0].environments[0].thresholds.latency: unknown key (allowed: error-rate, latency-p50, latency-p95, latency-p99, requests, healthy-hosts, database-connections, frontend-error-rate)',
  ],
  [
    'a duration without unit',
    withProduction("        monitor: { interval: '20' }"),
    'lockstep.yaml:9:30  applications[0].environments[0].monitor.interval: must be a duration such as 20s, 15m, 1h or 7d',
  ],
  [
    'a duration out of bounds',
    withProduction('        monitor: { interval: 2h }'),
    'lockstep.yaml:9:30  applications[0].environments[0].monitor.interval: must be a duration from 1s to 1h',
  ],
  [
    'an address that is no web address',
    minimalYaml.replace('https://shop.example', 'file:///etc/passwd'),
    'lockstep.yaml:11:76  applications[0].environments[0].frontend.url: must be an address with http:// or https://, without query or credentials',
  ],
  [
    'a path without leading slash',
    withProduction('        backend2: {}')
      .replace('        backend2: {}\n', '')
      .replace('service: shop-production', 'healthPath: health, service: shop-production'),
    'lockstep.yaml:9:32  applications[0].environments[0].backend.healthPath: must be a path that starts with /',
  ],
  [
    'a pattern that does not compile',
    withProduction("        versionPattern: '('"),
    'lockstep.yaml:9:25  applications[0].environments[0].versionPattern: must be a regular expression that compiles',
  ],
  [
    'an address to listen on that is not loopback',
    `server: { host: 0.0.0.0 }\n${minimalYaml}`,
    'lockstep.yaml:1:17  server.host: must be a loopback address: without sign-in Lockstep listens on nothing else',
  ],
  [
    'what is missing, at the nearest place that is there',
    minimalYaml.replace('service: shop-staging, ', ''),
    'lockstep.yaml:13:18  applications[0].environments[1].backend.service: missing; set it here or in the defaults of the application',
  ],
  [
    'a second environment of the same id',
    minimalYaml.replace('id: staging', 'id: production'),
    'lockstep.yaml:12:13  applications[0].environments[1].id: the environment production is there already, in line 8',
  ],
  [
    'two environments on one bucket',
    minimalYaml.replace('shop-staging-site', 'shop-production-site'),
    'lockstep.yaml:14:29  applications[0].environments[1].frontend.bucket: the site in shop-production-site/ is there already, in line 11',
  ],
  [
    'a warning beyond the critical limit, where the limit was written',
    withDefaults('      thresholds: { error-rate: { warning: 6, critical: 5 } }'),
    'lockstep.yaml:7:44  applications[0].defaults.thresholds.error-rate.warning: the warning limit 6 lies beyond the critical limit 5: it would never warn first',
  ],
  [
    'observations that are always stale',
    withProduction('        drift: { staleAfter: 30s }'),
    'lockstep.yaml:9:30  applications[0].environments[0].drift.staleAfter: must be longer than monitor.interval, else every observation is stale before the next one',
  ],
  [
    "an endpoint that is not the backend's",
    withProduction('        settings: { VITE_API_URL: https://api.staging.example }'),
    'lockstep.yaml:9:35  applications[0].environments[0].settings.VITE_API_URL: is not the address of the backend, https://api.shop.example',
  ],
  [
    'a variable that is not set',
    withProduction("        name: 'shop ${env:STAGE}'"),
    'lockstep.yaml:9:15  applications[0].environments[0].name: the environment variable STAGE is not set, and there is no default',
  ],
])('refuses %s', (_what, text, error) => {
  expect(errorsOf(text)).toEqual([error])
})

it('refuses what is no YAML, a key twice, and an empty file, with the place', () => {
  expect(errorsOf('applications: [')[0]).toMatch(/^lockstep\.yaml:1:16 {2}/)
  expect(errorsOf(minimalYaml.replace('    name: Shop', '    id: other'))[0]).toMatch(
    /^lockstep\.yaml:3:5 .*unique/,
  )
  expect(errorsOf('')).toEqual(['lockstep.yaml:1:1  must be a group of keys, not empty'])
  expect(errorsOf('server: {}')).toEqual(['lockstep.yaml:1:1  applications: missing'])
})

it('finds all errors in one go, in the order of the file, and what the defaults do wrong only once', () => {
  const text = withDefaults('      release: { poll: soon }')
    .replace('protected: true', 'protcted: true')
    .replace('id: staging', 'id: Staging')
  expect(errorsOf(text).map((line) => line.split(':')[1])).toEqual(['7', '10', '13'])
})

it('resolves references, with defaults, and leaves an escaped one alone', () => {
  const text = withProduction("        name: '${env:STAGE:-Live} $${plain} ${env:EMPTY:-}'")
  expect(environmentsOf(text)[0]?.name).toBe('Live ${plain} ')
  expect(environmentsOf(text, { STAGE: 'Blue', EMPTY: '' })[0]?.name).toBe('Blue ${plain} ')
})

it('refuses references that it does not know', () => {
  expect(errorsOf(withProduction("        name: '${secret:x} ${env:}'"))).toHaveLength(2)
  expect(errorsOf(withProduction("        name: '${env:X'"))[0]).toContain('unknown reference')
})

it('stays alive on an alias bomb', () => {
  const lines = ['a: &a [x]']
  for (const [from, to] of [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'd'],
    ['d', 'e'],
  ])
    lines.push(`${to}: &${to} [${`*${from},`.repeat(20)}]`)
  expect(errorsOf(lines.join('\n')).length).toBeGreaterThan(0)
})

it('takes headers for its own requests, and never repeats a value that is wrong', () => {
  const text = minimalYaml.replace(
    "url: 'https://shop.example' }",
    () => `url: 'https://shop.example', probeHeaders: { Authorization: '\${env:SECRET}' } }`,
  )
  const [production] = environmentsOf(text, { SECRET: 'Basic c2VjcmV0' })
  expect(production?.frontend.probeHeaders.get('Authorization')).toBe('Basic c2VjcmV0')
  expect(JSON.stringify(production)).not.toContain('c2VjcmV0')
  const wrong = errorsOf(text, { SECRET: 'hidden\nX: 1' })
  expect(wrong).toEqual([expect.stringContaining('printable ASCII on one line')])
  expect(wrong.join()).not.toContain('hidden')
})
