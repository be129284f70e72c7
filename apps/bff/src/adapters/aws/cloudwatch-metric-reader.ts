import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../domain/clock.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type {
  MeasuredSeries,
  MeasurementWindow,
  MetricSelection,
  ReadMetrics,
} from '../../features/measurements/ports.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'
import type { LoadBalancerTargets } from './load-balancer-dimensions.ts'
import { createHostCounts, isTold, keepTargets } from './host-counts.ts'
import { loadBalancerMetric } from './metric-queries.ts'
import { createMetricQuestions, type Answer } from './metric-questions.ts'
import { createTargetHealthReader } from './target-health-reader.ts'
import { metricSources } from './metric-sources.ts'

const operation = 'cloudwatch:GetMetricData'

type Wanted = { readonly environment: Environment; readonly found: Reading<LoadBalancerTargets> }
type Measured = Reading<readonly MeasuredSeries[]>

/**
 * Reads the metrics of many environments, up to 500 queries in one GetMetricData call per account and region. What
 * fails for one metric leaves the others; an environment is unreadable when none of its metrics could be read.
 */
export function createCloudWatchMetricReader(
  factory: AwsClientFactory,
  clock: Clock,
  findTargets: (environment: Environment) => Promise<Reading<LoadBalancerTargets>>,
): ReadMetrics {
  const readTargets = keepTargets(createTargetHealthReader(factory, clock).read, () => clock.now().getTime())
  /** All environments of one account and region. */
  const readTogether = async (
    wanted: readonly Wanted[],
    window: MeasurementWindow,
    selection: MetricSelection,
  ): Promise<(readonly [Environment, Measured])[]> => {
    const questions = createMetricQuestions(window)
    const hosts = createHostCounts(readTargets, window)
    const planned = wanted.map(({ environment, found }) => {
      const resource = environmentKey(environment)
      const asked: Answer[] = []
      const sources = metricSources(
        {
          environment,
          found,
          window,
          explain: (error) =>
            isTold(error) ? error.told.title : awsProblem(error, operation, resource).title,
          ask: (address) => {
            const answer = questions.ask(address)
            asked.push(answer)
            return answer
          },
          hostsOf: (target) => {
            const answer = questions.ask(loadBalancerMetric('hosts', target))
            asked.push(answer)
            return hosts.follow(environment, target, answer)
          },
        },
        selection,
      )
      return { environment, found, sources, asked }
    })
    const [first] = wanted
    if (first !== undefined) await questions.fetch(factory.for(first.environment).cloudWatch)
    await hosts.fill()
    const answer = ({ environment, found, sources, asked }: (typeof planned)[number]) => {
      const readAt = clock.now().toISOString()
      const source = `${operation} ${environmentKey(environment)}`
      // Nothing is measured but the load balancer, and that was not found.
      if (asked.length === 0 && found.state !== 'read' && selection !== 'endpoints') return found
      const [failed] = asked
      if (failed !== undefined && asked.every(({ error }) => error !== undefined)) {
        const problem = awsProblem(failed.error, operation, environmentKey(environment))
        return { state: 'unreadable', problem, source, readAt } as const
      }
      const value = sources.flatMap((series) => series())
      return { state: 'read', value, source, readAt } as const
    }
    const answered: (readonly [Environment, Measured])[] = []
    for (const one of planned) {
      answered.push([one.environment, answer(one)])
      // Hundreds of environments are some hundred thousand points: whoever presses a button must not wait for them.
      await setImmediate()
    }
    return answered
  }

  return async (environments, window, selection = 'core') => {
    const found = await Promise.all(
      environments.map(async (environment) =>
        selection === 'endpoints' ? notLookedFor(environment, clock) : await findTargets(environment),
      ),
    )
    const wanted = environments.flatMap((environment, index): Wanted[] => {
      const own = found[index]
      return own === undefined ? [] : [{ environment, found: own }]
    })
    const accounts = Object.values(
      Object.groupBy(wanted, ({ environment }) => JSON.stringify(environment.aws)),
    )
    const read = await Promise.all(accounts.map((own = []) => readTogether(own, window, selection)))
    const byEnvironment = new Map(read.flat())
    return environments.flatMap((environment) => byEnvironment.get(environment) ?? [])
  }
}

const notLookedFor = (environment: Environment, clock: Clock): Reading<LoadBalancerTargets> => ({
  state: 'absent',
  source: environmentKey(environment),
  readAt: clock.now().toISOString(),
})
