import { z } from 'zod'
import { Actor, Role } from './actor.ts'

/** Who is signed in, and as what. */
export const Session = z.object({
  actor: Actor,
  role: Role,
  product: z.literal('lockstep'),
  version: z.string(),
})
export type Session = z.infer<typeof Session>
