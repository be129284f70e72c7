import type { ReadVariants, VariantsRead, VariantWindow } from '../../domain/decision/variant-window.ts'
import { toVariantWindow } from '../../domain/decision/to-variant-window.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import { whyUnmeasured } from '../../domain/why-unmeasured.ts'
import type { CachedMeasurements, MeasurementCache } from './measurement-cache.ts'
import type { MeasurementReads } from './measurement-reads.ts'
import type { MeasuredSeries } from './ports.ts'

export type ReadVariantsDeps = {
  readonly cache: Pick<MeasurementCache, 'get' | 'refresh'>
  readonly reads: MeasurementReads
  readonly clock: Clock
  /** Of the cache. */
  readonly windowSeconds: number
}

type Found = {
  readonly to: Date
  readonly series: readonly MeasuredSeries[] | null
  readonly unreadable: string | null
}

/** Minutes end without a value until the next refresh: only what is older than this is missing. */
const toleratedMilliseconds = 90_000

/** A refresh may fail once or twice; when it has failed for longer, what is kept is no answer any more. */
const failingMilliseconds = 60_000

/**
 * Answers rollouts from what the monitor keeps, without asking AWS; a window longer than that is read, at most once a
 * minute. Where variants are told apart and one cannot be read, the whole is withheld as well: the candidate's errors
 * would vanish among everybody's.
 */
export function createReadVariants(deps: ReadVariantsDeps): ReadVariants {
  return async (environment, { windowSeconds, since }) => {
    const isKept = windowSeconds <= deps.windowSeconds
    const found = isKept
      ? await fromCache(deps, environment)
      : await byNeed(deps, environment, Math.ceil(windowSeconds / 3600))
    return divide(environment, found, { windowSeconds, since })
  }
}

async function fromCache({ cache, clock }: ReadVariantsDeps, environment: Environment): Promise<Found> {
  // Right after a start nothing is known yet, and a rollout must not be held for that.
  if (cache.get(environment) === null) await cache.refresh().catch(() => undefined)
  const cached = cache.get(environment)
  const latest = Math.floor((clock.now().getTime() - toleratedMilliseconds) / 60_000) * 60_000
  return {
    to: new Date(Math.max(cached?.window.to.getTime() ?? 0, latest)),
    series: cached === null || isFailing(cached, clock.now()) ? null : cached.series,
    unreadable: cached === null ? whyUnmeasured(undefined) : cached.unreadable,
  }
}

/** Values of a few minutes ago would still look current, and a stage could be left by them. */
const isFailing = ({ unreadable, readAt }: CachedMeasurements, now: Date): boolean =>
  unreadable !== null && readAt !== null && now.getTime() - Date.parse(readAt) > failingMilliseconds

async function byNeed(
  { reads, clock }: ReadVariantsDeps,
  environment: Environment,
  hours: number,
): Promise<Found> {
  try {
    const { window, reading } = await reads(environment, hours, 'core')
    return {
      to: window.to,
      series: reading?.state === 'read' ? reading.value : null,
      unreadable: whyUnmeasured(reading),
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { to: clock.now(), series: null, unreadable: `The metrics could not be read: ${why}` }
  }
}

function divide(
  environment: Environment,
  { to, series, unreadable }: Found,
  { windowSeconds, since }: Parameters<ReadVariants>[1],
): VariantsRead {
  if (series === null) return { all: null, baseline: null, candidate: null, unreadable }
  const begin = to.getTime() - windowSeconds * 1000
  const span = { from: new Date(Math.max(begin, since?.getTime() ?? begin)), to }
  const ofVariant = (variant: VariantWindow['variant']) =>
    series.filter((one) => one.variant === variant && one.endpoint === null)
  const isDivided = ofVariant('candidate').length > 0
  const window = (variant: VariantWindow['variant']): VariantWindow | null => {
    const own = ofVariant(variant)
    const made = toVariantWindow(variant, own, span)
    const why = unreadable ?? own.find(({ metric }) => metric === 'requests')?.unreadable ?? null
    return made.requests === null && why !== null ? null : made
  }
  const failed = series.find((one) => one.unreadable !== null)?.unreadable ?? null
  const reason = unreadable ?? failed
  if (!isDivided)
    return {
      all: window('all'),
      baseline: null,
      candidate: null,
      unreadable: reason ?? whyUndivided(environment),
    }
  const [baseline, candidate] = [window('baseline'), window('candidate')]
  const isWhole = baseline !== null && candidate !== null
  return { all: isWhole ? window('all') : null, baseline, candidate, unreadable: reason }
}

function whyUndivided({ rollout }: Pick<Environment, 'rollout'>): string {
  switch (rollout?.driver.type) {
    case 'ecs-native':
      return 'ECS shifts no traffic now, so that baseline and candidate cannot be told apart.'
    case 'alb-weights':
    case 'paired':
      return 'No load balancer uses the target groups of baseline and candidate.'
    case 'appconfig-flag':
    case 'cloudfront-cohort':
    case undefined:
      return 'The metrics do not tell baseline and candidate apart: declare metrics.application.variants.'
  }
}
