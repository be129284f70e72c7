import type { Environment } from '../../../../domain/environment.ts'
import type { PairedConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficDriver, TrafficState, TrafficTarget } from '../../../../domain/rollout/traffic.ts'
import { setShare } from '../alb/alb-weights-driver.ts'
import { expectMain, readHealthyHalves } from '../alb/healthy-halves.ts'
import { checkOtherWays, movedRule } from '../alb/check-other-ways.ts'
import { checkCandidateService, checkRule } from '../alb/check-rule.ts'
import type { createListenerRules, ListenerRule } from '../alb/listener-rule.ts'
import { ruleWords, type RulePlace } from '../alb/rule-address.ts'
import type { AwsClientFactory, AwsClients } from '../../clients.ts'
import { checkCohort } from '../cohort/check-cohort.ts'
import { clearCohort, percentOf, setCohort } from '../cohort/cohort-share.ts'
import type { CohortEntry, CohortStore, createCohortStores } from '../cohort/cohort-store.ts'
import { cohortId, cookieDomain } from '../cohort/cohort-value.ts'
import { ProblemError, toResult } from '../problem-error.ts'
import { checkOrder } from './check-order.ts'
import { looksForCohort, serveCohort, servesCohort } from './cohort-rule.ts'

export type PairedParts = {
  readonly onRule: ReturnType<typeof createListenerRules>
  readonly onStore: ReturnType<typeof createCohortStores>
}

/**
 * Moves visitors with both halves: a page decides the cohort, and the cohort's cookie leads its calls to the backend of
 * the same version. Up, the backend is ready before the first page; down, pages that are open keep their backend until the
 * rollout ends, save in an emergency.
 */
export function createPairedDriver(
  aws: AwsClientFactory,
  { onRule, onStore }: PairedParts,
  config: PairedConfig,
): TrafficDriver {
  const place: RulePlace = { rule: config.rule, groups: config.candidate.targetGroups }
  const rule = <T>(environment: Environment, clients: AwsClients, work: (rule: ListenerRule) => Promise<T>) =>
    onRule(environment, clients.elb, place, work)
  const store = <T>(
    environment: Environment,
    clients: AwsClients,
    work: (store: CohortStore) => Promise<T>,
  ) => onStore(environment, clients, config.cohort.keyValueStore, work)

  const read = async ({ environment, releaseId }: TrafficTarget): Promise<TrafficState> => {
    const clients = aws.for(environment)
    const [{ serves, healthy }, entry] = await Promise.all([
      rule(environment, clients, async (found) => ({
        serves: servesCohort(found, cohortId(releaseId)),
        healthy: await readHealthyHalves(clients.elb, found.groups),
      })),
      store(environment, clients, (opened) => opened.read()),
    ])
    return { ...describePair(place, entry, serves), healthy }
  }

  const lowers = async ({ environment }: TrafficTarget, percent: number): Promise<boolean> =>
    percent < percentOf(await store(environment, aws.urgent(environment), (opened) => opened.read()))

  /** A rule that is gone, or cannot be read, keeps nobody's pages on the candidate. */
  const mainServes = (environment: Environment, clients: AwsClients): Promise<void> =>
    rule(environment, clients, (found) => expectMain(clients.elb, found.groups)).catch((error: unknown) => {
      if (error instanceof ProblemError && error.problem.code !== 'no-healthy-target') return
      throw error
    })

  const write = async (target: TrafficTarget, percent: number, urgent: boolean): Promise<TrafficState> => {
    const { environment, releaseId } = target
    const clients = aws.urgent(environment)
    const id = cohortId(releaseId)
    const domain = cookieDomain(environment.frontend.url, environment.backend.url) ?? undefined
    const setPages = () =>
      store(environment, clients, (opened) =>
        setCohort(opened, environment, config.cohort, { id, percent, domain }),
      )
    if (percent === 0 || (await lowers(target, percent))) await mainServes(environment, clients)
    if (percent > 0) {
      await rule(environment, clients, (found) => serveCohort(found, place, id))
      return describePair(place, await setPages(), true)
    }
    const backToMain = () =>
      rule(environment, clients, (found) => setShare(clients.elb, found, place, 0, { dropSticky: true }))
    const [entry] = await Promise.all([setPages(), ...(urgent ? [backToMain()] : [])])
    return describePair(place, entry, !urgent)
  }

  return {
    id: 'paired',
    check: (environment) =>
      toResult(async () => {
        const clients = aws.for(environment)
        const [ruleChecks, candidate, cohort] = await Promise.all([
          rule(environment, clients, async (found) => [
            ...checkRule(place, found),
            looksForCohort(found)
              ? { ok: true, sentence: `The ${ruleWords(config.rule)} looks for the cohort's cookie.` }
              : {
                  ok: false,
                  sentence: `The ${ruleWords(config.rule)} does not look for the cohort's cookie: give it a condition on the header Cookie with the value *lockstep-cohort=none-candidate.*.`,
                },
            await checkOrder(clients.elb, config.rule, found),
            await checkOtherWays(clients.elb, environment, {
              ...movedRule(place, found),
              isOneOfSeveral: true,
            }),
          ]),
          checkCandidateService(clients.ecs, environment, config.candidate),
          store(environment, clients, (opened) =>
            checkCohort(clients.cloudFront, opened, environment, config.cohort),
          ),
        ])
        return [...ruleChecks, ...candidate, ...cohort, checkHosts(environment)]
      }),
    read: (target) => toResult(() => read(target)),
    write: (target, percent, { urgent }) => toResult(() => write(target, percent, urgent)),
    finish: ({ environment }) =>
      toResult(async () => {
        const clients = aws.for(environment)
        await mainServes(environment, clients)
        // First the pages: a page of the candidate must not be handed out once its backend is no longer behind the rule.
        await store(environment, clients, clearCohort)
        await rule(environment, clients, (found) =>
          setShare(clients.elb, found, place, 0, { dropSticky: true }),
        )
      }),
  }
}

function checkHosts({ frontend, backend }: Environment) {
  const domain = cookieDomain(frontend.url, backend.url)
  return domain === null
    ? {
        ok: false,
        sentence: `${frontend.url} and ${backend.url} share no domain: the cohort's cookie would never reach the backend. Serve both below one domain.`,
      }
    : { ok: true, sentence: "The cohort's cookie reaches both the site and the backend." }
}

/** While the rule does not follow, candidates' calls go to main: that is no share of the pair. */
function describePair({ rule }: RulePlace, entry: CohortEntry, serves: boolean): TrafficState {
  const pages = percentOf(entry)
  const broken = pages > 0 && !serves
  return {
    percent: broken ? 0 : pages,
    settled: true,
    gone: 'no',
    sentence: broken
      ? `${pages} % of the visitors get the candidate's pages, but the ${ruleWords(rule)} does not send their calls to its backend.`
      : pages === 0
        ? 'Every visitor gets the baseline from the next page load on.'
        : `${pages} % of the visitors get the candidate, page and backend, from their next page load on.`,
  }
}
