import { describe, expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { check } from '../testing/check.ts'
import { absent, olderVersion, read, service, target, unreadable } from '../testing/drift-fixture.ts'

const ill = { ...target, id: '10.0.0.3', state: 'unhealthy', reason: 'Target.ResponseCodeMismatch' }
const answer = (status: number) => read({ status, latencyMilliseconds: 12.4, body: null })

describe('health', () => {
  it.each<[string, Partial<Observation>, string]>([
    ['200', {}, 'ok'],
    ['204', { health: answer(204) }, 'ok'],
    ['a redirect', { health: answer(302) }, 'fail'],
    ['503', { health: answer(503) }, 'fail'],
    ['nothing', { health: absent }, 'fail'],
    [
      "the frontend's page",
      { health: read({ status: 200, latencyMilliseconds: 9, body: '<html>', isSitePage: true }) },
      'fail',
    ],
    ['an answer that could not be read', { health: unreadable }, 'unknown'],
    ['503 during a release, which explains nothing', { health: answer(503), releaseActive: true }, 'fail'],
  ])('with %s', (_what, change, status) => {
    expect(check('health', change).status).toBe(status)
  })

  it.each<[string, Partial<Observation>]>([
    ['404', { health: answer(404) }],
    ['nothing', { health: absent }],
  ])('doubts the configured path first with %s', (_what, change) => {
    expect(check('health', change)).toMatchObject({
      status: 'fail',
      remedy: { kind: 'instructions', text: expect.stringContaining('backend.healthPath') },
    })
  })

  it('offers the version that is ready, and none whose image is gone', () => {
    expect(check('health', { health: answer(503) }).remedy).toMatchObject({
      kind: 'rollback',
      version: olderVersion,
    })
    const gone = read({ version: 'v0', digest: '', image: 'gone', taskDefinition: 'active' } as const)
    expect(check('health', { health: answer(503), rollback: gone }).remedy).toMatchObject({
      kind: 'instructions',
    })
  })
})

describe('targets', () => {
  it.each<[string, Partial<Observation>, string]>([
    ['as many healthy targets as tasks', {}, 'ok'],
    ['one that drains', { targets: read([target, target, { ...target, state: 'draining' }]) }, 'ok'],
    ['one that is ill', { targets: read([target, ill]) }, 'warn'],
    ['one that is new', { targets: read([target, target, { ...target, state: 'initial' }]) }, 'warn'],
    ['fewer than tasks', { targets: read([target]) }, 'warn'],
    ['only ill ones', { targets: read([ill]) }, 'fail'],
    ['only draining ones', { targets: read([{ ...target, state: 'draining' }]) }, 'fail'],
    ['none', { targets: read([]) }, 'fail'],
    ['no target group', { targets: absent }, 'fail'],
    ['unreadable health', { targets: unreadable }, 'unknown'],
    ['unreadable rules of the load balancer', { forwarding: unreadable }, 'unknown'],
    ['an unreadable service', { service: unreadable }, 'unknown'],
  ])('with %s', (_what, change, status) => {
    expect(check('targets', change).status).toBe(status)
  })

  const second = { ...target, targetGroupArn: 'arn:x:targetgroup/internal/1' }
  const twoGroups = read({ ...service, targetGroups: [['tg'], [second.targetGroupArn]] })
  const pair = read({ ...service, targetGroups: [['tg', second.targetGroupArn]] })
  it.each<[string, Partial<Observation>, string]>([
    ['both groups whole', { service: twoGroups, targets: read([target, target, second, second]) }, 'ok'],
    ['the second empty', { service: twoGroups, targets: read([target, target]) }, 'fail'],
    [
      'the second only draining',
      { service: twoGroups, targets: read([target, target, { ...second, state: 'draining' }]) },
      'fail',
    ],
    ['the second short of one', { service: twoGroups, targets: read([target, target, second]) }, 'warn'],
    ['a pair between which ECS shifts', { service: pair, targets: read([target, second]) }, 'ok'],
  ])('judges each target group by itself: %s', (_what, change, status) => {
    expect(check('targets', change).status).toBe(status)
  })

  it('has nothing to count at a service that is attached to no load balancer', () => {
    const alone = read({ ...service, targetGroups: [] })
    expect(check('targets', { service: alone, targets: read([]) })).toMatchObject({
      status: 'ok',
      sentence: expect.stringContaining('attached to no load balancer'),
    })
    const external = read({ ...service, targetGroups: [], controller: 'EXTERNAL' })
    expect(check('targets', { service: external, targets: read([]) }).status).toBe('unknown')
  })

  it('names the group that is wrong', () => {
    const change = { service: twoGroups, targets: read([target, target]) }
    expect(check('targets', change).sentence).toBe(
      'There are no targets of internal: nobody reaches the backend that way.',
    )
  })

  it('gives the reason of the load balancer', () => {
    const change = { targets: read([target, ill]), service: read(service) }
    expect(check('targets', change).sentence).toBe(
      '1 of 2 targets not healthy (unhealthy, Target.ResponseCodeMismatch); the others serve.',
    )
  })
})
