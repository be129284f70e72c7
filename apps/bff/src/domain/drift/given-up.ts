import { isVersionOf } from '../artifact/version-names.ts'
import { commonDigest } from './common-digest.ts'
import type { Observation } from './observation.ts'
import { moment } from './words.ts'

/** An image whose last deployment ECS itself says has failed here, by whomever it was deployed. */
export type GivenUp = {
  /** As the task definition named it; null where it did so by digest alone. */
  readonly tag: string | null
  /** Null where ECS never resolved it. */
  readonly digest: string | null
  readonly how: 'rolled-back' | 'failed'
  /** Null when neither circuit breaker nor alarm did it: somebody went back. */
  readonly cause: 'circuit-breaker' | 'alarm' | null
  readonly at: string
}

type Seen = Pick<Observation, 'givenUp' | 'tasks'>

/** Whether ECS gave up this image here. What runs works: not the image failed then, but what was changed around it. */
export function givenUpHere(
  { givenUp, tasks }: Seen,
  names: readonly string[],
  digest: string | null,
): GivenUp | null {
  const list = givenUp?.state === 'read' ? givenUp.value : []
  const running = tasks.state === 'read' ? commonDigest(tasks.value) : null
  if (digest !== null && digest === running) return null
  return (
    list.find((one) =>
      one.digest === null || digest === null
        ? one.tag !== null && one.digest !== running && isVersionOf(one.tag, names)
        : one.digest === digest,
    ) ?? null
  )
}

/** Digests of what ECS gave up here, save what runs. */
export const givenUpDigests = (seen: Seen): string[] =>
  seen.givenUp?.state === 'read'
    ? seen.givenUp.value.flatMap(({ digest }) =>
        digest !== null && givenUpHere(seen, [], digest) !== null ? [digest] : [],
      )
    : []

const causes = {
  'circuit-breaker': ' (circuit breaker)',
  alarm: ' (an alarm)',
} as const satisfies Record<NonNullable<GivenUp['cause']>, string>

/** `ECS rolled back the deployment of v2 on 2026-11-20 10:00 UTC (circuit breaker).` */
export function givenUpSentence(version: string, { how, cause, at }: GivenUp): string {
  const did = how === 'rolled-back' ? 'rolled back' : 'gave up'
  return `ECS ${did} the deployment of ${version} on ${moment(at)}${cause === null ? '' : causes[cause]}.`
}
