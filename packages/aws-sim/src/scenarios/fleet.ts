import { flaggedApp, type FlaggedApp } from './flagged-app.ts'
import type { FlaggedWorld } from './flagged/spec.ts'
import { pairedApp, type PairedApp } from './paired-app.ts'

export type Fleet = {
  /** Variables that the demo's configuration refers to. */
  readonly env: Readonly<Record<string, string>>
  readonly storefront: PairedApp
  readonly lessons: FlaggedApp
}

/** The demo fleet: every reference application in one account. */
export async function fleet(world: FlaggedWorld): Promise<Fleet> {
  const storefront = await pairedApp(world)
  const lessons = await flaggedApp(world)
  return { env: { ...storefront.env, ...lessons.env }, storefront, lessons }
}
