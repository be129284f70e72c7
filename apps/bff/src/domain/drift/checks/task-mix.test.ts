import { expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { check } from '../testing/check.ts'
import {
  absent,
  deployment,
  otherDefinitionArn,
  otherDigest,
  read,
  service,
  task,
  unreadable,
  version,
} from '../testing/drift-fixture.ts'

const stranger = { ...task, arn: 'task/3', imageDigest: otherDigest, taskDefinitionArn: otherDefinitionArn }
const sameImage = { ...stranger, imageDigest: task.imageDigest }
const begun = { ...deployment, rolloutState: 'IN_PROGRESS', createdAt: '2026-11-20T11:50:00.000Z' }
const before = { ...deployment, id: 'd0', status: 'ACTIVE', taskDefinitionArn: otherDefinitionArn }
const rolling = read({ ...service, deployments: [begun, before] })
const deploying = (change: Partial<typeof deployment>) =>
  read({ ...service, deployments: [{ ...begun, ...change }, before] })
const threeDays = { createdAt: '2026-11-17T12:00:00.000Z' }
const failed = { ...deployment, rolloutState: 'FAILED', rolloutReason: 'tasks failed to start' }

it.each<[string, Partial<Observation>, string]>([
  ['one image on all tasks', {}, 'ok'],
  ['two images', { tasks: read([task, stranger]) }, 'fail'],
  ['two task definitions with one image', { tasks: read([task, sameImage]) }, 'fail'],
  ['all tasks on another definition than the service asks for', { tasks: read([stranger]) }, 'fail'],
  ['two images while ECS replaces tasks', { tasks: read([task, stranger]), service: rolling }, 'warn'],
  [
    'two images while a deployment gets on slowly',
    { tasks: read([task, stranger]), service: deploying({ failedTasks: 2, running: 1 }) },
    'warn',
  ],
  [
    'two images while a deployment of days has not ended',
    { tasks: read([task, stranger]), service: deploying(threeDays) },
    'fail',
  ],
  [
    'two images while a deployment waits as long as it is told to',
    {
      tasks: read([task, stranger]),
      service: read({
        ...service,
        deployments: [{ ...begun, createdAt: '2026-11-20T10:30:00.000Z' }, before],
        plannedWaitSeconds: 7200,
      }),
    },
    'warn',
  ],
  [
    'old tasks while all new ones fail',
    { tasks: read([stranger]), service: deploying({ failedTasks: 3, running: 0 }) },
    'fail',
  ],
  [
    'all tasks as asked for while more of them fail for days',
    { service: deploying({ ...threeDays, failedTasks: 40 }) },
    'fail',
  ],
  [
    'two images while a release runs',
    { tasks: read([task, stranger]), service: rolling, releaseActive: true },
    'warn',
  ],
  ['a stopped task of an old image', { tasks: read([task, { ...stranger, lastStatus: 'STOPPED' }]) }, 'ok'],
  ['an image that ECS has not resolved', { tasks: read([task, { ...task, imageDigest: null }]) }, 'unknown'],
  ['no running task', { tasks: read([]) }, 'fail'],
  ['a service at zero', { tasks: read([]), service: read({ ...service, desired: 0 }) }, 'warn'],
  ['a failed deployment', { service: read({ ...service, deployments: [failed] }) }, 'fail'],
  ['no service', { service: absent }, 'fail'],
  ['unreadable tasks', { tasks: unreadable }, 'unknown'],
  ['an unreadable service and uniform tasks', { service: unreadable }, 'unknown'],
  ['an unreadable service and two images', { service: unreadable, tasks: read([task, stranger]) }, 'fail'],
])('with %s', (_what, change, status) => {
  expect(check('task-mix', change).status).toBe(status)
})

it('counts the tasks per image and says what that means', () => {
  expect(check('task-mix', { tasks: read([task, task, stranger]) })).toMatchObject({
    half: 'backend',
    observed: `2 × ${version}, 1 × sha256:bbbbbbbbbbbb`,
    sentence: expect.stringContaining('users get answers of different builds, by chance'),
    remedy: { kind: 'deploy', scope: 'backend' },
  })
})

it('tells why ECS gave up, and offers the way back', () => {
  const result = check('task-mix', { service: read({ ...service, deployments: [failed] }) })
  expect(result.sentence).toBe(
    `ECS gave up the deployment of ${version} (storefront:42): tasks failed to start. The tasks run ${version}.`,
  )
  expect(result.remedy).toMatchObject({ kind: 'rollback' })
})
