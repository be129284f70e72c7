import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { Environment } from '../../../domain/environment.ts'
import type { Reading } from '../../../domain/reading.ts'
import type { MeasuredSeries, MetricSelection } from '../../../features/measurements/ports.ts'
import { createAwsClientFactory, type AwsClientFactory } from '../clients.ts'
import { createCloudWatchMetricReader } from '../cloudwatch-metric-reader.ts'
import { createEcsServiceReader } from '../ecs-service-reader.ts'
import { createLoadBalancerDimensions } from '../load-balancer-dimensions.ts'
import { configuredFrom, useSimulator } from './paired-environment.ts'

export type MetricRig<Built> = {
  readonly simulator: Simulator<Built>
  readonly built: Built
  readonly environment: Environment
  readonly factory: AwsClientFactory
  /** The whole minutes of the last half hour. */
  readonly read: (
    environment: Environment,
    selection?: MetricSelection,
  ) => Promise<Reading<readonly MeasuredSeries[]>>
  readonly close: () => Promise<void>
}

/** A simulator whose time a test moves, and the metric reader over it. */
export async function startMetricRig<Built extends PairedEnvironment>(
  scenario: (world: Simulator<Built>['world']) => Promise<Built>,
): Promise<MetricRig<Built>> {
  const simulator = await startSimulator({ seed: 11, clock: { manual: true }, scenario })
  useSimulator(simulator)
  const built = simulator.scenario
  if (built === undefined) throw new Error('the simulator has no scenario')
  const factory = createAwsClientFactory({ maxAttempts: 1 })
  const clock = { now: () => new Date(simulator.clock.now()) }
  const dimensions = createLoadBalancerDimensions(factory, createEcsServiceReader(factory, clock).read, () =>
    simulator.clock.now(),
  )
  const readMetrics = createCloudWatchMetricReader(factory, clock, dimensions)
  return {
    simulator,
    built,
    environment: configuredFrom(built),
    factory,
    read: async (environment, selection) => {
      const to = Math.floor(simulator.clock.now() / 60_000) * 60_000
      const window = { from: new Date(to - 1_800_000), to: new Date(to), periodSeconds: 60 }
      const [reading] = await readMetrics([environment], window, selection)
      if (reading === undefined) throw new Error('no reading')
      return reading
    },
    close: async () => {
      factory.close()
      await simulator.close()
    },
  }
}

/** The newest value of one series; undefined when there is no such series or it has no value. */
export function newest(
  reading: Reading<readonly MeasuredSeries[]>,
  metric: MeasuredSeries['metric'],
  variant: MeasuredSeries['variant'] = 'all',
  endpoint: string | null = null,
): number | undefined {
  if (reading.state !== 'read') throw new Error(JSON.stringify(reading))
  const series = reading.value.find(
    (one) => one.metric === metric && one.variant === variant && one.endpoint === endpoint,
  )
  return series?.points.flatMap(({ value }) => value ?? []).at(-1)
}
