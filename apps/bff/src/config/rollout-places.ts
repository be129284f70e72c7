import type { Environment } from '../domain/environment.ts'
import type { Path } from './document.ts'

/** A place in AWS that only one environment may move. */
export type Place = { readonly path: Path; readonly key: string; readonly what: string }

/** Everything that a rollout of the environment writes to; `path` leads from the environment there. */
export function rolloutPlaces({ aws, backend, rollout }: Environment): Place[] {
  if (rollout === null) return []
  const { driver } = rollout
  const account = [aws.region, aws.roleArn]
  const place = (path: Path, kind: string, names: readonly unknown[], what: string): Place => ({
    path: ['rollout', 'driver', ...path],
    key: [kind, ...account, ...names].join(' '),
    what,
  })
  const places: Place[] = []
  if (driver.type === 'alb-weights' || driver.type === 'paired') {
    const { rule, candidate } = driver
    places.push(
      place(
        ['rule'],
        'rule',
        [rule.loadBalancer, rule.port, rule.priority],
        `the rule ${rule.priority} of ${rule.loadBalancer}:${rule.port}`,
      ),
      // That it is the environment's own service has a message of its own.
      ...(candidate.service === backend.service
        ? []
        : [
            place(
              ['candidate', 'service'],
              'service',
              [backend.cluster, candidate.service],
              `the service ${backend.cluster}/${candidate.service}`,
            ),
          ]),
    )
  }
  if (driver.type === 'cloudfront-cohort' || driver.type === 'paired') {
    const { keyValueStore } = driver.cohort
    places.push(
      place(['cohort', 'keyValueStore'], 'store', [keyValueStore], `the key-value store ${keyValueStore}`),
    )
  }
  if (driver.type === 'appconfig-flag') {
    const { application, environment, profile, flag } = driver
    places.push(
      place(['flag'], 'flag', [application, environment, profile, flag], `the flag ${profile}/${flag}`),
    )
  }
  return places
}
