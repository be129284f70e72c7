import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { environmentKey } from './environment.ts'
import { fail, type Result } from './result.ts'

/** What was asked for is not configured. */
export const unknownEnvironment = (ref: EnvironmentRef): Result<never> =>
  fail({
    code: 'not-found',
    title: 'There is no such environment.',
    detail: environmentKey(ref),
    remedy: 'Pick one from the fleet, or add it to the configuration.',
  })

/** A list was asked to go on from where it never was. */
export const foreignCursor: Result<never> = fail({
  code: 'bad-request',
  title: 'The cursor is not one of this list.',
  detail: 'cursor',
  remedy: 'Start again without a cursor.',
})
