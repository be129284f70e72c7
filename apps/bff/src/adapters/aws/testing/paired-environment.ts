import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import { buildPairedApp, type PairedAppOptions } from '@lockstep/aws-sim/scenarios/build-paired-app'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { systemClock } from '../../../domain/clock.ts'
import { environment as fixture } from '../../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../../domain/environment.ts'
import {
  createObserveEnvironment,
  type ObserveEnvironment,
} from '../../../features/drift/observe-environment.ts'
import { noReleases, type ReleaseMemory } from '../../../features/drift/ports.ts'
import { createHttpProbe } from '../../http-probe/http-probe.ts'
import { probeHosts } from '../../http-probe/probe-host.ts'
import { createProbeReaders } from '../../http-probe/probe-readers.ts'
import { createAwsReaders } from '../aws-readers.ts'
import { createAwsClientFactory, type AwsClientFactory } from '../clients.ts'

export type PairedSimulator = Simulator<PairedEnvironment>

/** AWS on loopback with one paired environment, and the variables that lead the SDK there. */
export async function startPaired(options: PairedAppOptions = {}): Promise<PairedSimulator> {
  const simulator = await startSimulator({ seed: 11, scenario: (world) => buildPairedApp(world, options) })
  useSimulator(simulator)
  return simulator
}

/** Leads the SDK's clients of this process there. */
export function useSimulator({ url }: Pick<PairedSimulator, 'url'>): void {
  process.env['AWS_ENDPOINT_URL'] = url
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIATEST'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret'
}

/** The environment as a configuration would describe what the simulator holds. */
export function configured(simulator: PairedSimulator): Environment {
  const built = simulator.scenario
  if (built === undefined) throw new Error('the simulator has no scenario')
  return configuredFrom(built)
}

/** The same for any scenario with a paired application in it. */
export function configuredFrom(built: PairedEnvironment): Environment {
  const { VITE_API_URL: _endpoint, ...settings } = built.settings
  return {
    ...fixture,
    environmentId: built.environmentId,
    aws: { region: 'eu-west-1', roleArn: null, externalId: null },
    backend: {
      ...fixture.backend,
      cluster: built.cluster,
      service: built.service,
      container: built.container,
      repository: built.repository,
      url: built.apiUrl,
    },
    frontend: {
      ...fixture.frontend,
      bucket: built.bucket,
      distributionId: built.distributionId,
      url: built.siteUrl,
    },
    settings,
    forbiddenValues: [],
  }
}

export function createTestObserver(
  environment: Environment,
  options: {
    readonly memory?: ReleaseMemory
    readonly readDeadlineMilliseconds?: number
    readonly requestTimeoutMilliseconds?: number
    readonly maxAttempts?: number
  } = {},
): { readonly factory: AwsClientFactory; readonly observe: ObserveEnvironment } {
  const factory = createAwsClientFactory({
    maxAttempts: options.maxAttempts ?? 2,
    requestTimeoutMilliseconds: options.requestTimeoutMilliseconds ?? 8_000,
    deadlineMilliseconds: 20_000,
  })
  const probe = createHttpProbe({
    allowedHosts: probeHosts([environment]),
    timeoutMilliseconds: 10_000,
    maxBytes: 100_000,
  })
  const observe = createObserveEnvironment({
    readers: { ...createAwsReaders(factory, systemClock), ...createProbeReaders(probe, systemClock) },
    memory: options.memory ?? noReleases,
    clock: systemClock,
    readDeadlineMilliseconds: options.readDeadlineMilliseconds ?? 25_000,
  })
  return { factory, observe }
}
