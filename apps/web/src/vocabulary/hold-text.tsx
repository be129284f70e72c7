import type { VersionHold } from '@lockstep/shared-types/version-hold'
import { Time } from '../ui/time.tsx'
import { holdLook } from './hold-look.ts'

/** What speaks against a version here: how it ended, when, by whom and why. */
export function HoldText({ hold: { how, at, by, why } }: { hold: VersionHold }) {
  return (
    <span className="wrap-anywhere">
      {holdLook[how].text} <Time at={at} />, {how === 'rolled-back' ? 'by' : 'released by'} {by}
      {why === null || why === '' ? '.' : `: ${/[.!?]$/.test(why) ? why : `${why}.`}`}
    </span>
  )
}
