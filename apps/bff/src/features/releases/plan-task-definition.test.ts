import type { DefinitionBase } from '@lockstep/shared-types/plan'
import { expect, test } from 'vitest'
import { environment, observe, read, service } from '../../domain/drift/testing/drift-fixture.ts'
import { withArtifact } from '../../domain/release/task-definition.ts'
import { fail, ok } from '../../domain/result.ts'
import { planTaskDefinition } from './plan-task-definition.ts'
import type { DescribedTaskDefinition, GoodRelease, TaskDefinitionPlanner } from './ports.ts'

const { container } = environment.backend
const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`
const v1 = { version: 'v1', digest: digestOf('1') }
const v2 = { version: 'v2', digest: digestOf('2') }

type Revision = { readonly image: string; readonly variables?: Readonly<Record<string, string>> }
const arnOf = (revision: number) => `arn:aws:ecs:eu-central-1:1:task-definition/shop:${revision}`
const imageOf = ({ version, digest }: typeof v1) => `registry/shop:${version}@${digest}`

/** Revisions by number; the newest is the one of the highest. */
function family(revisions: Readonly<Record<number, Revision>>): TaskDefinitionPlanner {
  const described = (revision: number): DescribedTaskDefinition => {
    const { image } = revisions[revision] ?? { image: '' }
    return {
      arn: arnOf(revision),
      family: 'shop',
      active: true,
      image,
      containers: [{ name: container, image }],
      tags: {},
    }
  }
  const numbers = Object.keys(revisions).map(Number)
  const numberOf = (arn: string) => numbers.find((one) => arnOf(one) === arn)
  const gone = fail({ code: 'aws-not-found', title: 'There is none.', detail: null, remedy: null })
  return {
    describe: async (_environment, arn) => {
      const found = numberOf(arn)
      return found === undefined ? gone : ok(described(found))
    },
    newest: async () => ok(described(Math.max(...numbers))),
    findByDigest: async (_environment, _family, digest) => {
      const found = numbers.toReversed().find((one) => revisions[one]?.image.endsWith(digest) === true)
      return ok(found === undefined ? null : described(found))
    },
    preview: async (_environment, { baseArn, artifact, commit }) => {
      const revision = revisions[numberOf(baseArn) ?? 0]
      if (revision === undefined) return gone
      const variables = Object.entries(revision.variables ?? {}).map(([name, value]) => ({ name, value }))
      const before = {
        family: 'shop',
        containerDefinitions: [{ name: container, image: revision.image, environment: variables }],
      }
      const image = imageOf(artifact)
      return ok({
        before,
        after: withArtifact(before, { containers: [container], image, artifact, commit }),
        image,
      })
    },
  }
}

const released = (artifact: typeof v1, revision: number): GoodRelease => ({
  releaseId: `of-${revision}`,
  kind: 'deploy',
  status: 'succeeded',
  from: null,
  artifact,
  scope: 'both',
  endedAt: '2026-11-20T10:00:00.000Z',
  requestedBy: 'Ana',
  taskDefinitionArn: arnOf(revision),
  hold: null,
})

async function planned(
  revisions: Readonly<Record<number, Revision>>,
  {
    kind,
    artifact,
    runs,
    good,
    base = 'running',
  }: {
    kind: 'deploy' | 'rollback'
    artifact: typeof v1
    runs: number
    good: readonly GoodRelease[]
    base?: DefinitionBase
  },
) {
  const plan = await planTaskDefinition(
    { taskDefinitions: family(revisions), releases: { goodReleases: async () => good } },
    {
      environment,
      shape: { kind, scope: 'both', strategy: 'all-at-once', emergency: false },
      artifact,
      observation: observe({
        service: read({ ...service, taskDefinitionArn: arnOf(runs) }),
      }),
      commit: null,
      base,
    },
  )
  if (!plan.ok) throw new Error(plan.problem.title)
  const { to, from, base: madeFrom, changes, released: offered } = plan.value
  return {
    from: from === arnOf(runs) ? runs : from,
    base: madeFrom,
    to,
    paths: changes.map(({ path, after }) => `${path.split('.').at(-1) ?? ''}=${after ?? 'not set'}`),
    offered,
  }
}

const asOf = (artifact: typeof v1, variables?: Revision['variables']): Revision => ({
  image: imageOf(artifact),
  ...(variables === undefined ? {} : { variables }),
})

test('a rollback takes the revision of before where nothing but the image differs', async () => {
  const world = { 1: asOf(v1, { PORT: '80' }), 2: asOf(v2, { PORT: '80' }) }
  const plan = await planned(world, { kind: 'rollback', artifact: v1, runs: 2, good: [released(v1, 1)] })
  expect(plan).toMatchObject({ to: arnOf(1), paths: [`image=${imageOf(v1)}`], offered: null })
})

test('a variable that came since is kept by a rollback, and the revision of before is offered with all that it would change', async () => {
  const world = { 1: asOf(v1), 2: asOf(v1, { PAYMENT_URL: 'pay' }), 3: asOf(v2, { PAYMENT_URL: 'pay' }) }
  const of = { kind: 'rollback', artifact: v1, runs: 3, good: [released(v2, 3), released(v1, 1)] } as const
  const kept = await planned(world, of)
  expect(kept).toMatchObject({ to: arnOf(2), paths: [`image=${imageOf(v1)}`] })
  expect(kept.offered?.arn).toBe(arnOf(1))
  expect(kept.offered?.changes).toMatchObject([{ before: 'pay', after: null }])
  const asBefore = await planned(world, { ...of, base: 'released' })
  expect(asBefore).toMatchObject({
    base: arnOf(1),
    to: arnOf(1),
    paths: ['PAYMENT_URL=not set', `image=${imageOf(v1)}`].toSorted(),
  })
})

test('where the commit of a version is not known, a rollback takes the revision that names the one of then', async () => {
  const world = { 1: asOf(v1, { COMMIT_SHA: 'aaa' }), 2: asOf(v2, { COMMIT_SHA: 'bbb' }) }
  const plan = await planned(world, { kind: 'rollback', artifact: v1, runs: 2, good: [released(v1, 1)] })
  expect(plan).toMatchObject({ to: arnOf(1), offered: null })
})

test('where no revision has the settings of today, a rollback registers one', async () => {
  const world = { 1: asOf(v1, { LEVEL: 'info' }), 2: asOf(v2, { LEVEL: 'debug' }) }
  const plan = await planned(world, { kind: 'rollback', artifact: v1, runs: 2, good: [released(v1, 1)] })
  expect(plan).toMatchObject({ to: null, base: arnOf(2), paths: [`image=${imageOf(v1)}`] })
})

test('of a revision changed by hand, deploying the same version changes nothing, and what was released is offered', async () => {
  const world = { 1: asOf(v1, { DB_URL: 'test' }), 2: asOf(v1, { DB_URL: 'prod' }) }
  const of = { kind: 'deploy', artifact: v1, runs: 2, good: [released(v1, 1)] } as const
  const kept = await planned(world, of)
  expect(kept).toMatchObject({ to: arnOf(2), paths: [] })
  expect(kept.offered).toMatchObject({ arn: arnOf(1), changes: [{ before: 'prod', after: 'test' }] })
  expect(await planned(world, { ...of, base: 'released' })).toMatchObject({
    to: arnOf(1),
    paths: ['DB_URL=test'],
  })
})

test('another version deployed from what was released leaves the change by hand out', async () => {
  const world = { 1: asOf(v1, { DB_URL: 'test' }), 2: asOf(v1, { DB_URL: 'prod' }) }
  const plan = await planned(world, {
    kind: 'deploy',
    artifact: v2,
    runs: 2,
    good: [released(v1, 1)],
    base: 'released',
  })
  expect(plan).toMatchObject({
    base: arnOf(1),
    to: null,
    paths: ['DB_URL=test', `image=${imageOf(v2)}`].toSorted(),
  })
})

test('a released revision that is gone is not offered', async () => {
  const world = { 2: asOf(v1, { DB_URL: 'prod' }) }
  const of = { kind: 'deploy', artifact: v2, runs: 2, good: [released(v1, 1)], base: 'released' } as const
  expect(await planned(world, of)).toMatchObject({ base: arnOf(2), offered: null })
})
