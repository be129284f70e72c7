import { definitionArn, deployment, service } from '../../../domain/drift/testing/drift-fixture.ts'
import { deploymentSince, serviceBefore } from '../../../domain/release/service-before.ts'
import { defineCase, type WireRig } from '../corpus-case.ts'
import { newRun, runSteps } from '../run-steps.ts'

/** The process dies right after UpdateService: the step runs again, and knows only what it had written down. */
async function crashed(rig: WireRig, name: string, aheadMilliseconds: number): Promise<string> {
  const artifact = { version: name, digest: rig.built.version(name).digest }
  const run = newRun(`r-${name}`, artifact, { aheadMilliseconds })
  const since = rig.simulator.requests.list().at(-1)?.seq ?? 0
  await runSteps(rig, ['backend-update'], run)
  const { answers } = await runSteps(rig, ['backend-update', 'backend-start', 'backend-steady'], run)
  const updates = rig.simulator.requests.count({ operation: 'UpdateService', since })
  const end = answers['step:backend-steady']
  return updates === 1 && end?.status === 'done'
    ? 'recognized'
    : `${updates} updates, ${JSON.stringify(answers)}`
}

export const corpusCase = defineCase({
  id: 'F5',
  title: 'Clocks that differ, and a crash right after UpdateService',
  world:
    "Lockstep's clock is two seconds, or minutes, off AWS's; the process dies right after UpdateService.",
  source: 'cases.md',
  right: {
    'two seconds ahead': { status: 'recognized' },
    'five minutes behind': { status: 'recognized' },
    'failed before': { status: 'not taken for its own' },
  },
  alone: true,
  rules: () => {
    const before = serviceBefore({ ...service, deployments: [{ ...deployment, rolloutState: 'FAILED' }] })
    const own = deploymentSince(service, definitionArn, before)
    return { 'failed before': { status: own === null ? 'not taken for its own' : 'taken for its own' } }
  },
  wire: {
    pace: 'real',
    answers: async (rig) => ({
      'two seconds ahead': { status: await crashed(rig, 'next', 2000) },
      'five minutes behind': { status: await crashed(rig, 'previous', -5 * 60_000) },
    }),
  },
})
