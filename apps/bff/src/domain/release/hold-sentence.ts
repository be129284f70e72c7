import type { VersionHold } from '@lockstep/shared-types/version-hold'

const verb = {
  failed: 'failed here',
  'rolled-back': 'was rolled back here',
  'broken-off': 'was broken off here, for a reason outside of it,',
} as const satisfies Record<VersionHold['how'], string>

/** `v2 failed here on 2026-11-20 at 10:00 UTC, released by Ana: …`. */
export function holdSentence(version: string, { how, at, by, why }: VersionHold): string {
  const when = `on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`
  const who = how === 'rolled-back' ? `by ${by}` : `released by ${by}`
  const because = why === null || why === '' ? '.' : `: ${/[.!?]$/.test(why) ? why : `${why}.`}`
  return `${version} ${verb[how]} ${when}, ${who}${because}`
}
