import type { HealthState } from '../../domain/drift/observation.ts'
import type { Reading } from '../../domain/reading.ts'
import { ok } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { RunStep } from '../step-context.ts'

/** The backend answers its health check, as users reach it. */
export const health: RunStep = (context) =>
  poll(context, async () => {
    const reading = await context.ports.readHealth(context.environment)
    const said = sentenceOf(reading)
    if (reading.state === 'read' && isHealthy(reading.value)) return ok({ state: 'done', sentence: said })
    return ok({
      state: 'waiting',
      sentence: said,
      overdue: {
        code: 'verification-failed',
        title: 'The backend does not answer its health check.',
        detail: said,
        remedy: 'Roll back, and look at the log of the new tasks.',
      },
    })
  })

const isHealthy = ({ status }: HealthState): boolean => status >= 200 && status < 300

function sentenceOf(reading: Reading<HealthState>): string {
  switch (reading.state) {
    case 'read':
      return `The health check answers ${reading.value.status}.`
    case 'absent':
      return 'Nothing answers the health check.'
    case 'unreadable':
      return reading.problem.title
  }
}
