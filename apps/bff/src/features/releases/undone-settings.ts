import type { Release } from '@lockstep/shared-types/release'
import type { StoreReleases } from './ports.ts'

/**
 * By which task definition a release is undone that nobody plans by hand. One that brought other settings along, from another
 * revision than the one that ran, takes them away again; any other leaves the settings that were there before it.
 */
export async function undoneSettings(
  { releases }: { readonly releases: Pick<StoreReleases, 'getPlan'> },
  undone: Pick<Release, 'planId'> | null,
): Promise<'running' | 'released'> {
  // Not known what it brought: what served well did so with the settings of then.
  const plan = undone === null ? null : await releases.getPlan(undone.planId)
  const definition = plan?.plan.taskDefinition ?? null
  if (definition === null) return 'released'
  return definition.base === definition.from ? 'running' : 'released'
}
