import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulator, type Simulator } from '../simulator.ts'
import { paces } from '../world/pace.ts'
import { buildPairedApp } from './build-paired-app.ts'
import type { PairedEnvironment } from './paired/build-environment.ts'

const installed = spawnSync('aws', ['--version']).status === 0

/** The command that release managers use today must see the same world: it shares no code with ours. */
describe.skipIf(!installed)('the AWS CLI', () => {
  let simulator: Simulator<PairedEnvironment>
  let site: PairedEnvironment
  let folder: string

  const run = promisify(execFile)
  const aws = async (...parameters: string[]): Promise<string> => {
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      AWS_ENDPOINT_URL: simulator.url,
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_PAGER: '',
    }
    return (await run('aws', [...parameters, '--output', 'json'], { env })).stdout
  }
  const query = async (...parameters: string[]) => JSON.parse(await aws(...parameters))

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aws-cli-'))
    simulator = await startSimulator({
      pace: paces.fast,
      scenario: (world) => buildPairedApp(world, { edge: 'previous' }),
    })
    if (!simulator.scenario) throw new Error('the scenario gave nothing')
    site = simulator.scenario
  })
  afterAll(async () => {
    await simulator.close()
    await rm(folder, { recursive: true })
  })

  test('reads service, task definition and the image that runs', async () => {
    const { version, digest } = site.version('current')
    const where = ['--cluster', site.cluster]
    const { services } = await query('ecs', 'describe-services', ...where, '--services', site.service)
    expect(services[0]).toMatchObject({ status: 'ACTIVE', desiredCount: 2, runningCount: 2 })
    const [definition, tasks, image] = await Promise.all([
      query('ecs', 'describe-task-definition', '--task-definition', services[0].taskDefinition),
      query('ecs', 'list-tasks', ...where).then(({ taskArns }) =>
        query('ecs', 'describe-tasks', ...where, '--tasks', ...taskArns),
      ),
      query(
        'ecr',
        'describe-images',
        '--repository-name',
        site.repository,
        '--image-ids',
        `imageTag=${version}`,
      ),
    ])
    expect(definition.taskDefinition.containerDefinitions[0].image).toContain(`:${version}`)
    for (const task of tasks.tasks) expect(task.containers[0].imageDigest).toBe(digest)
    expect(image.imageDetails[0].imageDigest).toBe(digest)
  })

  test('reads objects with their cache headers, and takes the site away as it is in the image', async () => {
    const head = ['s3api', 'head-object', '--bucket', site.bucket, '--key']
    const files = site.version('current').site?.files ?? []
    expect(await query(...head, 'index.html')).toMatchObject({
      CacheControl: 'public,max-age=60,must-revalidate',
    })
    await aws('s3', 'sync', `s3://${site.bucket}`, join(folder, 'site'), '--quiet')
    expect(files.length).toBeGreaterThan(5)
    for (const { path, body } of files) expect(await readFile(join(folder, 'site', path))).toEqual(body)
  })

  test('invalidates, and waits until that is completed', async () => {
    const distribution = ['--distribution-id', site.distributionId]
    const made = await query('cloudfront', 'create-invalidation', ...distribution, '--paths', '/*')
    await aws('cloudfront', 'wait', 'invalidation-completed', ...distribution, '--id', made.Invalidation.Id)
    const page = await (await fetch(site.siteUrl)).text()
    expect(page).toContain(`data-build-version="${site.version('current').version}"`)
  })

  test('is told what is not there by the names it knows', async () => {
    await expect(
      aws('s3api', 'get-object', '--bucket', site.bucket, '--key', 'none', '/dev/null'),
    ).rejects.toThrow('NoSuchKey')
    await expect(aws('ecr', 'describe-images', '--repository-name', 'none')).rejects.toThrow(
      'RepositoryNotFoundException',
    )
    await expect(aws('cloudfront', 'get-distribution', '--id', 'ENONE')).rejects.toThrow('NoSuchDistribution')
  })
})
