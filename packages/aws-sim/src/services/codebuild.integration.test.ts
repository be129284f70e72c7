import {
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
  StartBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator } from './test-simulator.ts'

let simulator: TestSimulator
let codebuild: CodeBuildClient

beforeAll(async () => {
  simulator = await startTestSimulator()
  codebuild = new CodeBuildClient(simulator.clientSettings)
})
afterAll(() => simulator.close())

async function start(projectName: string): Promise<string> {
  const { build } = await codebuild.send(new StartBuildCommand({ projectName, sourceVersion: 'abc123' }))
  return build?.id ?? ''
}

async function get(id: string) {
  const { builds = [] } = await codebuild.send(new BatchGetBuildsCommand({ ids: [id] }))
  return builds[0]
}

test('a build passes through its phases over time and leaves behind what its project makes', async () => {
  const built: string[] = []
  simulator.world.codebuild.createProject({
    name: 'good',
    onBuilt(build) {
      built.push(build.sourceVersion)
      build.exported.set('IMAGE', 'api:abc123')
    },
  })
  const id = await start('good')
  expect(await get(id)).toMatchObject({
    buildStatus: 'IN_PROGRESS',
    currentPhase: 'SUBMITTED',
    buildNumber: 1,
  })
  simulator.clock.advance(6500)
  expect(await get(id)).toMatchObject({ buildStatus: 'IN_PROGRESS', currentPhase: 'BUILD' })
  expect(built).toEqual([])
  simulator.clock.advance(20_000)
  const done = await get(id)
  expect(done).toMatchObject({
    buildStatus: 'SUCCEEDED',
    currentPhase: 'COMPLETED',
    exportedEnvironmentVariables: [{ name: 'IMAGE', value: 'api:abc123' }],
  })
  expect(done?.phases?.find(({ phaseType }) => phaseType === 'BUILD')).toMatchObject({
    phaseStatus: 'SUCCEEDED',
    durationInSeconds: 4,
  })
  expect(built).toEqual(['abc123'])
})

test('a build that fails says in which phase and why', async () => {
  simulator.world.codebuild.createProject({
    name: 'bad',
    outcome: () => ({ failsIn: 'PRE_BUILD', message: 'exit status 1' }),
  })
  const id = await start('bad')
  simulator.clock.advance(60_000)
  const failed = await get(id)
  expect(failed?.buildStatus).toBe('FAILED')
  expect(failed?.phases?.find(({ phaseStatus }) => phaseStatus === 'FAILED')).toMatchObject({
    phaseType: 'PRE_BUILD',
    contexts: [{ message: 'exit status 1' }],
  })
})

test('a stopped build stays stopped', async () => {
  simulator.world.codebuild.createProject({ name: 'stopped' })
  const id = await start('stopped')
  await codebuild.send(new StopBuildCommand({ id }))
  simulator.clock.advance(60_000)
  expect((await get(id))?.buildStatus).toBe('STOPPED')
})

test('builds are listed newest first, and what is unknown is named', async () => {
  simulator.world.codebuild.createProject({ name: 'listed' })
  const ids = [await start('listed'), await start('listed')]
  const listed = await codebuild.send(new ListBuildsForProjectCommand({ projectName: 'listed' }))
  expect(listed.ids).toEqual(ids.toReversed())
  const projects = await codebuild.send(new BatchGetProjectsCommand({ names: ['listed', 'nope'] }))
  expect(projects).toMatchObject({ projects: [{ name: 'listed' }], projectsNotFound: ['nope'] })
  await expect(start('nope')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})
