import {
  deployment,
  htmlValue,
  image,
  olderVersion,
  otherDefinitionArn,
  otherDigest,
  read,
  service,
  site,
  task,
  version,
  versionFileValue,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { registerImage } from '../worlds/redeploy.ts'

const days = 24 * 3_600_000

export const corpusCase = defineCase({
  id: 'W1',
  title: 'A deployment that fails for days',
  world:
    'A deployment of the new version has been failing for three days (57 failed tasks, no circuit breaker); every running task is of the old one; the page is of the new one.',
  source: 'cases.md',
  right: {
    'version-match': {
      status: 'fail',
      says: [/backend is still at v/, /5\d tasks failed/, /failing for 3 d/],
    },
    'task-mix': {
      status: 'fail',
      says: [/5\d tasks failed/, /failing for 3 d/],
      never: /ECS is replacing tasks/,
    },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () => {
    const failing = {
      ...deployment,
      rolloutState: 'IN_PROGRESS',
      createdAt: '2026-11-17T12:00:00.000Z',
      failedTasks: 57,
      running: 0,
    }
    const good = { ...deployment, id: 'd0', status: 'ACTIVE', taskDefinitionArn: otherDefinitionArn }
    return driftAnswers({
      service: read({ ...service, deployments: [failing, good] }),
      tasks: read([{ ...task, imageDigest: otherDigest, taskDefinitionArn: otherDefinitionArn }]),
      runningImage: read({ ...image, digest: otherDigest, tags: [olderVersion] }),
      edge: site({
        html: read({ ...htmlValue, buildVersion: version }),
        versionFile: read(versionFileValue),
      }),
    })
  },
  wire: {
    options: { backend: 'current', bucket: 'next', edge: 'next', change: { next: { health: 'crash' } } },
    change: (rig) => {
      const { world, built, clock } = rig
      const running = world.ecs.service(built.cluster, built.service)
      if (running === null) throw new Error('no service')
      running.configuration = {
        ...running.configuration,
        deploymentCircuitBreaker: { enable: false, rollback: false },
      }
      world.ecs.updateService(built.cluster, built.service, registerImage(rig, built.version('next').image))
      // Its days and failures so far; ECS tries again more and more seldom.
      Object.assign(running.deployments[0] ?? {}, {
        createdAt: clock.now() - 3 * days,
        failedTasks: 57,
        launchNotBefore: clock.now() + days,
      })
    },
  },
  server: true,
})
