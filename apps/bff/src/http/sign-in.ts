import { roles, type Actor, type Role } from '@lockstep/shared-types/actor'
import { createMiddleware } from 'hono/factory'
import type { HttpEnv } from './http-env.ts'
import { ProblemError } from './problem-error.ts'

export type SignInOptions = {
  /** The one operator that everybody is until sign-in is configured; the server then listens on loopback only. */
  readonly localOperator: { readonly actor: Actor; readonly role: Role }
}

/** Says who acts. */
export const signIn = ({ localOperator }: SignInOptions) =>
  createMiddleware<HttpEnv>(async function signIn(c, next) {
    c.set('actor', localOperator.actor)
    c.set('role', localOperator.role)
    await next()
  })

/** Lets a request pass only with this role or a higher one. */
export const requireRole = (needed: Role) =>
  createMiddleware<HttpEnv>(async function requireRole(c, next) {
    if (roles.indexOf(c.var.role) < roles.indexOf(needed)) {
      throw new ProblemError({
        code: 'forbidden',
        title: `This needs the role ${needed}.`,
        detail: `${c.var.actor.name} has the role ${c.var.role}.`,
        remedy: 'Ask an admin of this environment for the role.',
      })
    }
    await next()
  })
