import type { ReleaseKind } from '@lockstep/shared-types/release-kind'
import type { Environment } from '../environment.ts'

export type BreachAction = {
  readonly action: 'rollback' | 'ask'
  /** Why a person is asked although the policy would act; null when it is as the policy says. */
  readonly because: string | null
}

/**
 * What a breach in the watch window sets off (R5). A rollback never undoes itself: two versions that both breach would
 * take turns for ever, so a person decides there, whatever the policy says. Nor is there a way back that nobody knows.
 */
export function breachAction(
  policy: Environment['release']['onBreach'],
  release: { readonly kind: ReleaseKind; readonly from: unknown },
): BreachAction {
  if (policy === 'ask') return { action: 'ask', because: null }
  if (release.kind === 'rollback')
    return { action: 'ask', because: 'A rollback is never undone automatically: somebody has to decide.' }
  if (release.from === null)
    return { action: 'ask', because: 'What ran before is not known: somebody has to decide.' }
  return { action: 'rollback', because: null }
}
