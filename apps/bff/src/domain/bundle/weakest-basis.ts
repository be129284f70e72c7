import type { EvidenceBasis } from '@lockstep/shared-types/evidence-basis'

const fromWeakest: readonly EvidenceBasis[] = ['text', 'module-graph', 'build-record', 'read']

/** A result is as good as the weakest of what it rests on. */
export const weakestBasis = (of: readonly { readonly basis: EvidenceBasis }[]): EvidenceBasis =>
  fromWeakest.find((basis) => of.some((one) => one.basis === basis)) ?? 'read'
