import type { Release } from '@lockstep/shared-types/release'

/**
 * Whether a rollback is still on its way, so that an emergency has nothing to add. Once it is being watched its version
 * serves: who presses then wants to get off that one.
 */
export const isRollbackUnderWay = ({ kind, steps }: Pick<Release, 'kind' | 'steps'>): boolean =>
  kind === 'rollback' && !steps.some(({ id, state }) => id === 'watch' && state !== 'pending')
