import { setTimeout as delay } from 'node:timers/promises'
import { endedReleaseStatuses } from '@lockstep/shared-types/release'
import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import { createDriftReport } from '../../../domain/drift/drift-report.ts'
import { recordsNotAsked } from '../../../features/drift/ports.ts'
import type { LockstepApi } from '../../lockstep-api.ts'
import { defineCase, type Answers, type BuiltWorld, type ServerRig, type WireRig } from '../corpus-case.ts'
import { reportAnswers } from '../drift-answers.ts'
import { registerImage } from '../worlds/redeploy.ts'

/** Somebody deploys the same version by hand, with a task definition of their own. */
function changeByHand(rig: Pick<BuiltWorld, 'world' | 'built'>, version: 'next' | 'current'): void {
  const { world, built } = rig
  world.ecs.updateService(built.cluster, built.service, registerImage(rig, built.version(version).image))
}

async function byAwsAlone({ environment }: WireRig): Promise<Answers> {
  const { observe, factory } = createTestObserver(environment, { memory: recordsNotAsked })
  const observation = await observe(environment)
  factory.close()
  const basics = { environment, previous: null, durationMilliseconds: 0, awsCalls: 0 }
  return reportAnswers(createDriftReport({ ...basics, observation }))
}

async function untilEnded(api: LockstepApi, releaseId: string): Promise<void> {
  for (;;) {
    const { status } = await api.current(releaseId)
    if (endedReleaseStatuses.some((ended) => ended === status)) return
    await delay(100)
  }
}

/** The command line beside a release whose invalidation AWS has not taken yet; then after a change by hand. */
async function story(api: LockstepApi, rig: ServerRig): Promise<Answers> {
  const { simulator, built, commandLine, dataFolder } = rig
  const asking = { LOCKSTEP_DATA: dataFolder }
  const held = simulator.faults.add({ service: 'cloudfront', operation: 'CreateInvalidation', kind: 'hold' })
  const reached = held.nextHit()
  const { digest } = built.version('next')
  const { id } = await api.release({
    kind: 'deploy',
    scope: 'both',
    digest,
    invalidationMode: 'frontend-only',
  })
  await reached
  const during = { 'during, asked': await commandLine(asking), 'during, alone': await commandLine() }
  held()
  await untilEnded(api, id)
  changeByHand(rig, 'next')
  return { ...during, 'by hand, asked': await commandLine(asking), 'by hand, alone': await commandLine() }
}

export const corpusCase = defineCase({
  id: 'F8',
  title: 'The command line beside a release, and after a change by hand',
  world:
    'Lockstep has published the frontend, and the edge still serves the old one; later somebody deploys by hand.',
  source: 'cases.md',
  right: {
    'unmanaged-change': { status: 'unknown', says: /Neither a running Lockstep nor its database was asked/ },
    'during, asked': { status: '0', says: [/A release is under way since/, /Asked the Lockstep at/] },
    'during, alone': {
      says: [/may still be running|is under way/, /Not looked at/],
      never: /unmanaged-change +OK/,
    },
    'by hand, asked': { says: /unmanaged-change +Warning .*changed outside Lockstep/ },
    'by hand, alone': { says: /Not looked at/, never: /unmanaged-change +OK/ },
  },
  alone: true,
  wire: { change: (rig) => changeByHand(rig, 'current'), answers: byAwsAlone },
  server: story,
})
