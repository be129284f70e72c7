import { describe, expect, test } from 'vitest'
import { startSimulator } from '../simulator.ts'
import { askSimulator } from './ask-simulator.ts'
import { createClients } from './clients.ts'
import { compareRecordings } from './compare.ts'
import { flows } from './flows/flows.ts'
import { hasMoto, startMoto } from './moto.ts'
import { readRecording } from './recordings.ts'
import { namePrefix, runSuite, sweepAll } from './run-suite.ts'

test('the simulator answers every question as it is recorded, and is left as it was', async () => {
  const recorded = readRecording('simulator')
  const { answers, left } = await askSimulator()
  const differences = compareRecordings(recorded ?? {}, answers)
  // After a change that is meant: npm run parity -- --simulator, and look at what git shows.
  expect(differences).toEqual([])
  expect(left).toEqual([])
})

test('a sweep removes what a killed run left behind, and nothing else', async () => {
  const simulator = await startSimulator()
  const { ecr, ecs, s3, appconfig, logs } = simulator.world
  for (const name of [`${namePrefix}killed`, 'shop']) {
    ecr.createRepository(name)
    ecs.createCluster(name)
    ecs.registerTaskDefinition({ family: name, containerDefinitions: [{ name: 'web', image: 'web' }] })
    s3.createBucket(`${name}-site`)
    s3.put(`${name}-site`, 'index.html', 'page')
    appconfig.createApplication({ name })
    appconfig.createEnvironment(name, { name: 'staging' })
    logs.group(name)
  }
  const credentials = { accessKeyId: 'AKIAPARITY', secretAccessKey: 'test' }
  const removed = await sweepAll(createClients({ region: 'eu-west-1', endpoint: simulator.url, credentials }))
  await simulator.close()
  expect(removed).toHaveLength(6)
  expect([...ecr.repositories.keys(), ...ecs.clusters.keys(), ...s3.buckets.keys()]).toEqual([
    'shop',
    'shop',
    'shop-site',
  ])
  expect(appconfig.applications().map(({ name }) => name)).toEqual(['shop'])
})

describe.each(['aws', 'moto'] as const)('what %s answered', (side) => {
  const recorded = readRecording(side)
  const asked = flows.flatMap(({ service, steps }) => steps.map(({ name }) => `${service}: ${name}`))

  test.skipIf(recorded === null)(`to each question (skipped: ${side} is not recorded yet)`, () => {
    const answered = Object.entries(recorded ?? {}).flatMap(([service, answers]) =>
      Object.keys(answers).map((name) => `${service}: ${name}`),
    )
    expect(answered).toEqual(asked)
  })
})

const long = process.env['LOCKSTEP_TESTS'] === 'long'

test.skipIf(!long || !hasMoto())(
  'moto can be asked (skipped: not a long run, or no moto_server here)',
  async () => {
    const moto = await startMoto()
    try {
      const credentials = { accessKeyId: 'AKIAPARITY', secretAccessKey: 'test' }
      const settings = { region: 'eu-west-1', endpoint: moto.url, credentials }
      const answers = await runSuite({ settings, nonce: 'sim1' })
      expect(Object.keys(answers)).toEqual(flows.map(({ service }) => service))
      expect(answers['ecs']?.['to make a cluster']).toHaveProperty('answer')
    } finally {
      moto.stop()
    }
  },
)
