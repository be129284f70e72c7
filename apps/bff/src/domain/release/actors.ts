import type { Actor } from '@lockstep/shared-types/actor'

/** Who acts when a policy acts. */
export const lockstepActor: Actor = { id: 'lockstep', name: 'Lockstep', kind: 'system' }
