import type { ProbeCause } from '@lockstep/shared-types/problem'
import type { Environment } from '../../domain/environment.ts'
import type { HealthState } from '../../domain/drift/observation.ts'
import type { Reading } from '../../domain/reading.ts'
import type { ProbeAnswer, ProbeOff, ReadAvailability } from '../../domain/rollout/probes.ts'
import type { HttpProbe } from './http-probe.ts'
import { askExpected } from './preflight-probes.ts'

export type RolloutProbes = {
  readonly readAvailability: ReadAvailability
  readonly probeAnswer: ProbeAnswer
  readonly probeOff: ProbeOff
}

export type RolloutProbesDeps = {
  readonly probe: HttpProbe
  readonly readHealth: (environment: Environment) => Promise<Reading<HealthState>>
  readonly readAppVersion: (environment: Environment) => Promise<Reading<{ readonly version: string }>>
  readonly wait: (milliseconds: number) => Promise<void>
}

/** One missed answer may be a hiccup. */
const againMilliseconds = 1_000
/** Calls that must all be answered by one version before it counts as the only one. */
const versionCalls = 8

/** Asks the backend as users reach it, for rollouts. */
export function createRolloutProbes(deps: RolloutProbesDeps): RolloutProbes {
  const { probe, readHealth, readAppVersion, wait } = deps
  return {
    async readAvailability(environment) {
      const first = availabilityOf(await readHealth(environment))
      if (first === 'up' || first === 'unknown') return first
      await wait(againMilliseconds)
      return availabilityOf(await readHealth(environment))
    },

    async probeAnswer(environment, expected) {
      const found = await askExpected(probe, environment, expected)
      return found.answer === 'none'
        ? { ok: false, sentence: found.problem.title }
        : { ok: found.answer === 'expected', sentence: found.sentence }
    },

    async probeOff(environment, version) {
      const readings = await Promise.all(
        Array.from({ length: versionCalls }, () => readAppVersion(environment)),
      )
      const versions = readings.map((reading) => (reading.state === 'read' ? reading.value.version : null))
      if (versions.includes(null)) return 'unknown'
      return versions.every((seen) => seen === version) ? 'off' : 'on'
    },
  }
}

function availabilityOf(reading: Reading<HealthState>): Awaited<ReturnType<ReadAvailability>> {
  switch (reading.state) {
    case 'read':
      return reading.value.status >= 500 || reading.value.isSitePage === true ? 'down' : 'up'
    case 'absent':
      return 'down'
    case 'unreadable':
      return reading.problem.code === 'probe-failed' ? ofFailedProbe(reading.problem.probeCause) : 'unknown'
  }
}

/** Whoever answers, or refuses to connect, has been reached; for anything else the fault may be on this side. */
function ofFailedProbe(cause: ProbeCause | undefined): 'up' | 'down' | 'unreachable' {
  switch (cause) {
    case 'refused':
      return 'down'
    case 'denied':
    case 'redirect':
    case 'status':
    case 'unexpected':
    case 'too-large':
    case 'undecodable':
      return 'up'
    case 'unresolved':
    case 'unreachable':
    case 'timeout':
    case 'tls':
    case 'broken-off':
    case undefined:
      return 'unreachable'
  }
}
