import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isServing } from './health.ts'
import { tasksOf } from './scheduler.ts'
import { createStage, type Stage } from './test-kit.ts'

type Act =
  | { readonly kind: 'deploy'; readonly tag: string }
  | { readonly kind: 'stop-task' }
  | { readonly kind: 'scale'; readonly to: number }
  | { readonly kind: 'stop-deployment' }

const tags = ['v2', 'v3', 'fails', 'crashes', 'missing']

const act = (stage: Stage, what: Act): void => {
  const { ecs } = stage.compute
  const service = ecs.service('demo', 'shop')
  if (service === null) throw new Error('no service')
  switch (what.kind) {
    case 'deploy':
      return ecs.updateService('demo', 'shop', stage.define(what.tag))
    case 'scale':
      service.desiredCount = what.to
      service.steady = false
      return ecs.reconcile(service)
    case 'stop-deployment':
      return void ecs.services.stopDeployment(service, true)
    case 'stop-task': {
      const task = tasksOf(service).find(({ desiredStatus }) => desiredStatus === 'RUNNING')
      if (task !== undefined) ecs.stopTask(task, 'chaos')
    }
  }
}

const someAct: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom(...tags).map((tag): Act => ({ kind: 'deploy', tag })),
  fc.integer({ min: 1, max: 5 }).map((to): Act => ({ kind: 'scale', to })),
  fc.constantFrom<Act>({ kind: 'stop-task' }, { kind: 'stop-deployment' }),
)

test('whatever was done to a service, the next good deployment ends COMPLETED with exactly its tasks and targets', () => {
  const steps = fc.array(fc.record({ what: someAct, wait: fc.integer({ min: 0, max: 8000 }) }), {
    maxLength: 12,
  })
  fc.assert(
    fc.property(steps, fc.boolean(), (all, enable) => {
      const stage = createStage()
      stage.registry.put('v2')
      stage.registry.put('v3')
      stage.registry.put('fails', { health: 'fail' })
      stage.registry.put('crashes', { health: 'crash' })
      stage.steady({ deploymentConfiguration: { deploymentCircuitBreaker: { enable, rollback: true } } })
      for (const { what, wait } of all) {
        act(stage, what)
        stage.context.advance(wait)
      }
      const digest = stage.registry.put('good')
      act(stage, { kind: 'deploy', tag: 'good' })
      stage.context.advance(60_000)

      const service = stage.compute.ecs.service('demo', 'shop')
      if (service === null) throw new Error('no service')
      expect(service.deployments.map(({ rolloutState }) => rolloutState)).toEqual(['COMPLETED'])
      expect(service.serviceDeployments.filter(({ finishedAt }) => finishedAt === null)).toEqual([])
      const running = tasksOf(service).filter(({ lastStatus }) => lastStatus !== 'STOPPED')
      expect(running).toHaveLength(service.desiredCount)
      expect(running.every((task) => isServing(stage.compute.elb, task))).toBe(true)
      expect(new Set(running.map(({ containers }) => containers[0]?.digest))).toEqual(new Set([digest]))
      const targets = stage.compute.elb.state.targetGroups.get(stage.targetGroupArn)?.targets.values() ?? []
      expect([...targets].map(({ id }) => id).toSorted()).toEqual(running.map(({ ip }) => ip).toSorted())
    }),
    { numRuns: 150, seed: 11 },
  )
})
