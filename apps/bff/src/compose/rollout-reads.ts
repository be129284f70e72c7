import { createHttpProbe } from '../adapters/http-probe/http-probe.ts'
import { askExpected, readDocument } from '../adapters/http-probe/preflight-probes.ts'
import { probeHosts } from '../adapters/http-probe/probe-host.ts'
import type { Environment } from '../domain/environment.ts'
import type { RolloutReads } from '../features/releases/ports.ts'

const timeoutMilliseconds = 10_000
/** An OpenAPI document can be long. */
const maxBytes = 8 * 1024 * 1024

/** What the preflight checks of a rollout ask: the driver, and the environment's own backend. */
export function composeRolloutReads(driverFor: RolloutReads['driverFor']): RolloutReads {
  const probeOf = (environment: Environment) =>
    createHttpProbe({ allowedHosts: probeHosts([environment]), timeoutMilliseconds, maxBytes })
  return {
    driverFor,
    probeExpected: (environment, expected) => askExpected(probeOf(environment), environment, expected),
    readDocument: (environment, path) => readDocument(probeOf(environment), environment, path),
  }
}
