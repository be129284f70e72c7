import type { Comparison } from '@lockstep/shared-types/decision'
import { StatusIcon } from '../../ui/badge.tsx'
import { verdictLook } from '../../vocabulary/rollout/decision-look.ts'
import { sampleTexts } from './decision-words.ts'

/** Baseline against candidate: what it says, and from how much. */
export function ComparisonNote({ comparison }: { comparison: Comparison }) {
  return (
    <div className="flex items-start gap-2 px-4 py-3 text-sm">
      <span className="mt-0.5">
        <StatusIcon look={verdictLook[comparison.verdict]} size={15} />
      </span>
      <div className="min-w-0 space-y-0.5">
        <p className="font-medium">{comparison.sentence}</p>
        {sampleTexts(comparison).map((text) => (
          <p key={text} className="text-muted">
            {text}
          </p>
        ))}
      </div>
    </div>
  )
}
