import { createAwsReaders } from '@lockstep/bff/adapters/aws/aws-readers'
import { createAwsClientFactory } from '@lockstep/bff/adapters/aws/clients'
import { createHttpProbe } from '@lockstep/bff/adapters/http-probe/http-probe'
import { probeHosts } from '@lockstep/bff/adapters/http-probe/probe-host'
import { createProbeReaders } from '@lockstep/bff/adapters/http-probe/probe-readers'
import { systemClock } from '@lockstep/bff/domain/clock'
import { environmentKey, type Environment } from '@lockstep/bff/domain/environment'
import { unknownEnvironment } from '@lockstep/bff/domain/request-problems'
import { ok } from '@lockstep/bff/domain/result'
import { createObserveEnvironment } from '@lockstep/bff/features/drift/observe-environment'
import { recordsNotAsked, type ReleaseMemory } from '@lockstep/bff/features/drift/ports'
import { runDriftCheck } from '@lockstep/bff/features/drift/run-drift-check'
import type { NotLookedAt } from '@lockstep/shared-types/check-document'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Looker } from './look.ts'
import { underWayByAws } from './under-way.ts'

const readDeadlineMilliseconds = 30_000
const probeTimeoutMilliseconds = 10_000
const probeMaxBytes = 32 * 1024 * 1024

/** Only Lockstep's own records tell these. */
const notInAws: readonly NotLookedAt[] = [
  {
    check: 'unmanaged-change',
    what: 'whether somebody changed this outside Lockstep',
    reason: 'what Lockstep released last stands in its own records',
  },
  {
    check: null,
    what: 'whether a release or a rollout of Lockstep runs now, which would explain differences',
    reason: 'AWS shows only a deployment of ECS that is under way',
  },
  {
    check: null,
    what: 'which version Lockstep would go back to',
    reason: 'without its records rollback-ready looks at the task definition before this one',
  },
]

type Records = {
  readonly memory: ReleaseMemory
  readonly underWay: (ref: EnvironmentRef) => Promise<string | null>
}

/** The server's own observer and checks in this process; without `records` by what AWS and the addresses tell alone. */
export function createAwsLooker(environments: readonly Environment[], records?: Records): Looker {
  const clients = createAwsClientFactory({ userAgent: 'lockstep-cli' })
  const probe = createHttpProbe({
    allowedHosts: probeHosts(environments),
    timeoutMilliseconds: probeTimeoutMilliseconds,
    maxBytes: probeMaxBytes,
  })
  const observe = createObserveEnvironment({
    readers: { ...createAwsReaders(clients, systemClock), ...createProbeReaders(probe, systemClock) },
    memory: records?.memory ?? recordsNotAsked,
    clock: systemClock,
    readDeadlineMilliseconds,
  })
  const find = (ref: EnvironmentRef): Environment | undefined =>
    environments.find((environment) => environmentKey(environment) === environmentKey(ref))

  return {
    askedOf: 'aws',
    words: 'AWS alone',
    list: async () => ok(environments),
    look: async (ref) => {
      const environment = find(ref)
      if (environment === undefined) return unknownEnvironment(ref)
      const measureCalls = clients.measure
      const { report, observation } = await runDriftCheck({ observe, measureCalls }, environment, null)
      const recorded = await records?.underWay(ref).catch(() => null)
      return ok({
        applicationName: environment.applicationName,
        name: environment.name,
        report,
        underWay: recorded ?? underWayByAws(observation),
        notLookedAt: records === undefined ? notInAws : [],
      })
    },
    close: async () => clients.close(),
  }
}
