import {
  digest,
  htmlValue,
  image,
  olderVersion,
  otherDigest,
  read,
  site,
  task,
  version,
  versionFileValue,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { createDriftReport } from '../../../domain/drift/drift-report.ts'
import { observe, environment } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase, type Answers, type BuiltWorld } from '../corpus-case.ts'
import { reportAnswers } from '../drift-answers.ts'
import { registerImage } from '../worlds/redeploy.ts'
import type { DriftReport } from '@lockstep/shared-types/drift'

const told = (report: DriftReport): Answers => {
  const remedy = report.checks.find(({ id }) => id === 'version-match')?.remedy
  return {
    ...reportAnswers(report),
    remedy: { status: remedy?.kind ?? 'none', sentence: remedy?.label ?? '' },
  }
}

const reported = (at: string, how: 'rolled-back' | 'failed' = 'rolled-back'): Answers =>
  told(
    createDriftReport({
      environment,
      observation: observe({
        givenUp: read([{ tag: version, digest, how, cause: 'circuit-breaker', at }]),
        tasks: read([{ ...task, imageDigest: otherDigest }]),
        tag: read({ ...image, digest: otherDigest, tags: [olderVersion] }),
        runningImage: read({ ...image, digest: otherDigest, tags: [olderVersion] }),
        frontendImage: read(image),
        edge: site({
          html: read({ ...htmlValue, buildVersion: version }),
          versionFile: read(versionFileValue),
        }),
      }),
      previous: null,
      durationMilliseconds: 0,
      awsCalls: 0,
    }),
  )

/** A pipeline deploys the next version, and ECS takes it back: as its records then look, without the hour that it takes. */
function rollBackByEcs(rig: BuiltWorld): void {
  const { world, built } = rig
  const running = world.ecs.service(built.cluster, built.service)
  if (running === null) throw new Error('no service')
  const { deployments, lastCompleted } = running
  world.ecs.updateService(built.cluster, built.service, registerImage(rig, built.version('next').image))
  const failed = running.deployments[0]
  if (failed === undefined) throw new Error('no deployment')
  const now = rig.clock.now()
  Object.assign(failed.serviceDeployment, {
    status: 'ROLLBACK_SUCCESSFUL',
    breaker: 'TRIGGERED',
    finishedAt: now,
  })
  failed.revision.digests.set(built.container, built.version('next').digest)
  Object.assign(running, { deployments, lastCompleted, steady: true })
  for (const one of deployments) one.status = 'PRIMARY'
}

export const corpusCase = defineCase({
  id: 'R-D30a',
  title: 'A version that the circuit breaker of ECS took back, deployed without Lockstep',
  world:
    'A pipeline published the frontend of the next version and deployed its backend; the circuit breaker went back. Lockstep has no record of it, ECS lists ROLLBACK_SUCCESSFUL.',
  source: 'aws-actions/amazon-ecs-deploy-task-definition#494',
  right: {
    'version-match': {
      status: 'fail',
      says: /ECS (rolled back|gave up) the deployment of .* \(circuit breaker\)/,
    },
    remedy: { says: /frontend at/, never: /backend at/ },
    'preflight:artifact-held': { status: 'fail', says: /ECS rolled back the deployment of/ },
    'rollback-ready': { never: /next/ },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () => reported('2026-11-20T11:59:00.000Z'),
  wire: {
    options: { backend: 'current', bucket: 'next', edge: 'next' },
    change: rollBackByEcs,
  },
  server: async (api, { built, commandLine }) => {
    const plan = await api.plan({ kind: 'deploy', scope: 'backend', digest: built.version('next').digest })
    const held = plan.preflight.find(({ id }) => id === 'artifact-held')
    return {
      ...told(await api.checkDrift()),
      'preflight:artifact-held': held ?? { status: 'missing' },
      exit: await commandLine(),
    }
  },
})
