import { describe, expect, test } from 'vitest'
import { matchesCode } from './target-health.ts'
import { createStage, forward } from './testing/elb-stage.ts'

describe('a target', () => {
  test('is initial, then healthy after as many passes as the pace asks for', () => {
    const stage = createStage()
    const { record, ip } = stage.group('slow', {}, false)
    stage.use(record)
    const state = () => stage.elb.health(record.arn, ip, 8080)?.state
    const seen = [state()]
    for (let step = 0; step < 3; step += 1) {
      stage.context.advance(1000)
      seen.push(state())
    }
    expect(seen).toEqual(['initial', 'initial', 'healthy', 'healthy'])
  })

  test('is unhealthy with the code it answered, or with a timeout when nobody listens', () => {
    const stage = createStage()
    const failing = stage.group('failing', { health: 'fail' }, false)
    const silent = stage.group('silent')
    stage.use(failing.record, silent.record)
    stage.network.detach(silent.ip, 8080)
    stage.context.advance(5000)
    expect(stage.elb.health(failing.record.arn, failing.ip, 8080)).toMatchObject({
      state: 'unhealthy',
      reason: 'Target.ResponseCodeMismatch',
      description: 'Health checks failed with these codes: [503]',
    })
    expect(stage.elb.health(silent.record.arn, silent.ip, 8080)).toMatchObject({
      state: 'unhealthy',
      reason: 'Target.Timeout',
    })
  })

  test('is not used, and not checked, until a rule names its group, if only with weight 0', () => {
    const stage = createStage()
    const { record, ip } = stage.group('candidate')
    const state = () => stage.elb.health(record.arn, ip, 8080)
    stage.context.advance(1000)
    expect(state()).toMatchObject({ state: 'unused', reason: 'Target.NotInUse' })
    stage.use(stage.group('main').record, record)
    stage.context.advance(1000)
    expect(state()?.state).toBe('initial')
    stage.context.advance(1000)
    expect(state()).toMatchObject({ state: 'healthy', reason: null })
  })

  test('drains before it is gone, without new requests', () => {
    const stage = createStage()
    const { record, ip } = stage.group('old')
    stage.elb.createListener({
      loadBalancerArn: stage.balancer.arn,
      defaultActions: [forward([record.arn, 1])],
    })
    let gone = false
    stage.elb.deregister(record.arn, ip, 8080, () => (gone = true))
    expect(stage.elb.health(record.arn, ip, 8080)).toMatchObject({
      state: 'draining',
      reason: 'Target.DeregistrationInProgress',
    })
    expect(stage.ask('/version').status).toBe(503)
    stage.context.advance(999)
    expect(gone).toBe(false)
    stage.context.advance(1)
    expect(gone).toBe(true)
    expect(stage.elb.health(record.arn, ip, 8080)).toBeNull()
  })
})

test.each([
  ['200', 200, true],
  ['200', 204, false],
  ['200,302', 302, true],
  ['200-299', 250, true],
  ['200-299', 300, false],
])('the matcher %s on %i is %s', (matcher, status, expected) => {
  expect(matchesCode(matcher, status)).toBe(expected)
})
