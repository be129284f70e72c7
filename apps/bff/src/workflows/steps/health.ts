import { isHealthy } from '../../domain/drift/healthy.ts'
import { isVersionOf } from '../../domain/artifact/version-names.ts'
import type { AppVersion, HealthState } from '../../domain/drift/observation.ts'
import type { Reading } from '../../domain/reading.ts'
import { ok } from '../../domain/result.ts'
import { poll, type Look } from '../poll.ts'
import type { RunStep, StepContext } from '../step-context.ts'

/** The backend answers its health check, as users reach it, and says that it is the new version where it says it at all. */
export const health: RunStep = (context) =>
  poll(context, async () => {
    const service = await context.ports.deployer.service(context.environment)
    if (service.ok && service.value.desired === 0 && service.value.running === 0)
      return ok({
        state: 'done',
        sentence: 'The service is scaled to zero: there is nobody to ask for health.',
        facts: { isUnproven: true },
      })
    const reading = await context.ports.readHealth(context.environment)
    const said = healthSentence(reading)
    if (reading.state === 'read' && isHealthy(reading.value)) return ok(await lookAtVersion(context, said))
    return ok({
      state: 'waiting',
      sentence: said,
      overdue: {
        code: 'verification-failed',
        title: 'The backend does not answer its health check.',
        detail: said,
        remedy: isNowhere(reading)
          ? 'Check backend.healthPath in the configuration first: nothing is there. If it is right, roll back, and look at the log of the new tasks.'
          : 'Roll back, and look at the log of the new tasks.',
      },
    })
  })

const isNowhere = (reading: Reading<HealthState>): boolean =>
  reading.state === 'absent' || (reading.state === 'read' && reading.value.status === 404)

async function lookAtVersion({ environment, ports, work }: StepContext, healthy: string): Promise<Look> {
  const wanted = work.release.artifact?.version ?? null
  if (environment.backend.versionPath === null || wanted === null) return { state: 'done', sentence: healthy }
  const reading = await ports.readAppVersion(environment)
  const said = `${healthy} ${versionSentence(reading)}`
  if (reading.state === 'read' && isWanted(reading.value.version, wanted, work.basis.names ?? []))
    return { state: 'done', sentence: said }
  return {
    state: 'waiting',
    sentence: said,
    overdue: {
      code: 'verification-failed',
      title: `The backend does not report ${wanted}.`,
      detail: said,
      remedy:
        'Check that backend.url leads to this service and that the image reports the version it is tagged with; roll back if users are affected.',
    },
  }
}

/** Any name of the released image will do. */
const isWanted = (reported: string, wanted: string, names: readonly string[]): boolean =>
  reported === wanted || isVersionOf(reported, [wanted, ...names])

function healthSentence(reading: Reading<HealthState>): string {
  switch (reading.state) {
    case 'read':
      return reading.value.isSitePage === true
        ? "The frontend's page answers the health check: the backend itself is not reached."
        : `The health check answers ${reading.value.status}.`
    case 'absent':
      return 'Nothing answers the health check.'
    case 'unreadable':
      return reading.problem.title
  }
}

function versionSentence(reading: Reading<AppVersion>): string {
  switch (reading.state) {
    case 'read':
      return `The application reports ${reading.value.version}.`
    case 'absent':
      return 'The application does not report its version.'
    case 'unreadable':
      return [reading.problem.title, reading.problem.detail].filter(Boolean).join(' ')
  }
}
