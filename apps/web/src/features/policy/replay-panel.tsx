import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Policy, Replay, ReplayOutcome } from '@lockstep/shared-types/policy'
import { errorText } from '../../lib/error-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { coverageText, isSame } from './replay-model.ts'
import { ReplayChart } from './replay-chart.tsx'
import { ReplayList } from './replay-list.tsx'
import type { Tried, Try } from './use-try.ts'

/** What the limits that are edited would have decided, beside what those in force would have. */
export function ReplayPanel({
  of,
  replay,
  input,
  policy,
}: {
  /** What was tried, such as `limits`. */
  of: string
  replay: Try
  input: Tried
  policy: Policy & EnvironmentRef
}) {
  const { found, error, isOf } = replay
  if (error !== null) return <ErrorState compact text={errorText(error)} />
  if (found === null) return null
  return (
    <section aria-label={`The ${of}, tried on the last 24 h`} className="space-y-3 border-t border-line p-4">
      <h3 className="text-base font-semibold">Tried on the last 24 h</h3>
      {!isOf(input) && (
        <Notice tone="warn" icon="warning">
          You changed something since: this is of the limits before. Try again.
        </Notice>
      )}
      <Sentences replay={found} />
      <ReplayChart replay={found} input={input} policy={policy} />
      <ReplayList replay={found} />
      <p className="text-xs text-muted">
        Looked at as a whole, period by period, as if a rollout had been under way: what went to a candidate
        alone, and comparisons, are not in it.
      </p>
    </section>
  )
}

function Sentences({ replay: { proposed, inForce } }: { replay: Replay }) {
  return (
    <div aria-live="polite">
      <div className="grid gap-3 sm:grid-cols-2">
        <Outcome name="These limits" outcome={proposed} />
        <Outcome name="Those in force" outcome={inForce} />
      </div>
      {isSame(proposed, inForce) && (
        <p className="mt-2 text-sm font-medium">In these 24 hours both would have decided the same.</p>
      )}
    </div>
  )
}

function Outcome({ name, outcome }: { name: string; outcome: ReplayOutcome }) {
  return (
    <div className="rounded-lg border border-line bg-surface p-3">
      <p className="text-xs font-medium text-muted">{name}</p>
      <p className="mt-0.5 text-lg font-semibold">{outcome.sentence}</p>
      <p className="mt-1 text-xs text-muted">{coverageText(outcome.coverage)}</p>
    </div>
  )
}
