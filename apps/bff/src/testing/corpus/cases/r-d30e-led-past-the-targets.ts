import { environment, observe, read } from '../../../domain/drift/testing/drift-fixture.ts'
import { createDriftReport } from '../../../domain/drift/drift-report.ts'
import type { Observation } from '../../../domain/drift/observation.ts'
import { defineCase, type Answers } from '../corpus-case.ts'
import { reportAnswers } from '../drift-answers.ts'

const reported = (change: Partial<Observation>): Answers => {
  const report = createDriftReport({
    environment,
    observation: observe(change),
    previous: null,
    durationMilliseconds: 0,
    awsCalls: 0,
  })
  const remedy = report.checks.find(({ id }) => id === 'health')?.remedy
  return {
    ...reportAnswers(report),
    remedy: { status: remedy?.kind ?? 'none', sentence: remedy?.label ?? '' },
  }
}
const answer = { status: 503, latencyMilliseconds: 3, body: null }

export const corpusCase = defineCase({
  id: 'R-D30e',
  title: 'A rule that leads past the healthy targets',
  world:
    'A rule of the listener sends everything to an empty target group: the load balancer answers 503 by itself, all targets of the service are healthy.',
  source: 'aws/containers-roadmap#2853',
  right: {
    health: { status: 'fail', says: [/503/, /load balancer itself/, /all targets .* healthy/] },
    remedy: { status: 'instructions', says: /rules of the load balancer/ },
    'by the backend itself': { status: 'rollback' },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () => ({
    ...reported({ health: read({ ...answer, isLoadBalancers: true }) }),
    'by the backend itself': { status: reported({ health: read(answer) }).remedy?.status ?? 'none' },
  }),
  wire: {
    change: ({ world, built }) => {
      const { loadBalancerArn } = built
      const listener = [...world.elb.state.listeners.values()].find(
        (one) => one.loadBalancerArn === loadBalancerArn,
      )
      if (listener === undefined) throw new Error('no listener')
      world.elb.createRule({
        listenerArn: listener.arn,
        priority: 1,
        conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
        actions: [
          { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503', ContentType: 'text/plain' } },
        ],
      })
    },
  },
  server: true,
})
