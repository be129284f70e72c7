import { createAwsReaders } from '@lockstep/bff/adapters/aws/aws-readers'
import { createAwsClientFactory } from '@lockstep/bff/adapters/aws/clients'
import { createHttpProbe } from '@lockstep/bff/adapters/http-probe/http-probe'
import { probeHosts } from '@lockstep/bff/adapters/http-probe/probe-host'
import { createProbeReaders } from '@lockstep/bff/adapters/http-probe/probe-readers'
import { systemClock } from '@lockstep/bff/domain/clock'
import { createObserveEnvironment } from '@lockstep/bff/features/drift/observe-environment'
import { noReleases } from '@lockstep/bff/features/drift/ports'
import { runDriftCheck } from '@lockstep/bff/features/drift/run-drift-check'
import type { OpenChecker } from './check.ts'

const readDeadlineMilliseconds = 30_000
const probeTimeoutMilliseconds = 10_000
const probeMaxBytes = 32 * 1024 * 1024

/** The server's own observer and checks, without a store: what Lockstep released before is not known here. */
export const openChecker: OpenChecker = (environments) => {
  const clients = createAwsClientFactory({ userAgent: 'lockstep-cli' })
  const probe = createHttpProbe({
    allowedHosts: probeHosts(environments),
    timeoutMilliseconds: probeTimeoutMilliseconds,
    maxBytes: probeMaxBytes,
  })
  const observe = createObserveEnvironment({
    readers: { ...createAwsReaders(clients, systemClock), ...createProbeReaders(probe, systemClock) },
    memory: noReleases,
    clock: systemClock,
    readDeadlineMilliseconds,
  })
  return {
    check: async (environment) =>
      (await runDriftCheck({ observe, measureCalls: (work) => clients.measure(work) }, environment, null))
        .report,
    close: () => clients.close(),
  }
}
