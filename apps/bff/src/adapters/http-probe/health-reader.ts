import type { Clock } from '../../domain/clock.ts'
import type { HealthState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { HttpProbe } from './http-probe.ts'
import { joinUrl, readProbe } from './probe-reading.ts'

/** Enough to show what a failing health check says. */
const keptBodyCharacters = 500

/** Asks the backend's health endpoint. Any status is an answer; no answer is unreadable. */
export function createHealthReader(probe: HttpProbe, clock: Clock) {
  const read = ({ backend }: Environment): Promise<Reading<HealthState>> =>
    readProbe(probe, clock, joinUrl(backend.url, backend.healthPath), (response) => ({
      value: {
        status: response.status,
        latencyMilliseconds: Math.round(response.latencyMilliseconds),
        body: response.body === '' ? null : response.body.slice(0, keptBodyCharacters),
      },
    }))
  return { read }
}
