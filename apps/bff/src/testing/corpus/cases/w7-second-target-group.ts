import { read, service, target } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { registerImage } from '../worlds/redeploy.ts'

export const corpusCase = defineCase({
  id: 'W7',
  title: 'Two target groups, the second without targets',
  world: 'One service behind two target groups; somebody deregistered all targets of the second.',
  source: 'cases.md',
  right: {
    targets: { status: 'fail', says: /(no|None of the .*) targets? of .*internal/ },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () => {
    const second = 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/internal/1'
    return driftAnswers({
      service: read({ ...service, targetGroups: [['tg'], [second]] }),
      targets: read([target, { ...target, id: '10.0.0.2' }]),
    })
  },
  wire: {
    change: (rig) => {
      const { world, built, clock } = rig
      const { arn } = world.elb.createTargetGroup({
        name: `${built.environmentId}-internal`,
        port: built.containerPort,
        healthCheckPath: '/health',
      })
      const part = { containerName: built.container, containerPort: built.containerPort }
      world.ecs.createSteadyService({
        cluster: built.cluster,
        name: 'runs',
        taskDefinition: registerImage(rig, built.version('current').image),
        desiredCount: 2,
        startedAt: clock.now() - 3 * 3_600_000,
        loadBalancers: [
          { ...part, targetGroupArn: built.targetGroupArn },
          { ...part, targetGroupArn: arn },
        ],
        deploymentConfiguration: {},
      })
      const targets = world.elb.state.targetGroups.get(arn)?.targets.values() ?? []
      for (const { id, port } of targets) world.elb.deregister(arn, id, port)
    },
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
  },
  server: true,
})
