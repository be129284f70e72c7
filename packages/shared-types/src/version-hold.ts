import { z } from 'zod'
import { IsoTime } from './time.ts'

/**
 * What speaks against releasing a version in an environment once more, as Lockstep's own releases there ended. `failed`:
 * it did not come up or did not do well. `rolled-back`: somebody went back from it. `broken-off`: a release of it ended
 * early for a reason that lies outside of the version, which is told and stops nothing.
 */
export const VersionHold = z.object({
  how: z.enum(['failed', 'rolled-back', 'broken-off']),
  /** The release that failed or was broken off, or the rollback that went back from it. */
  releaseId: z.string(),
  at: IsoTime,
  /** Name of who had asked for that release. */
  by: z.string(),
  /** Reason or problem, in a sentence; null when none was given. */
  why: z.string().nullable(),
})
export type VersionHold = z.infer<typeof VersionHold>

/** Whether it stands in the way of a release until somebody overrides it with a reason. */
export const standsInTheWay = (hold: VersionHold | null | undefined): boolean =>
  hold !== null && hold !== undefined && hold.how !== 'broken-off'
