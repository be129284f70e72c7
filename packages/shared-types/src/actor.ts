import { z } from 'zod'

export const roles = ['viewer', 'operator', 'approver', 'admin'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

/** Who acts: a person who signed in, a CI token, or Lockstep itself (the monitor, a policy). */
export const Actor = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  kind: z.enum(['person', 'token', 'system']),
})
export type Actor = z.infer<typeof Actor>
