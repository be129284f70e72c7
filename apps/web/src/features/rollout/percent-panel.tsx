import type { Role } from '@lockstep/shared-types/actor'
import type { Rollout } from '@lockstep/shared-types/rollout'
import { ApiProblem } from '../../api/api-problem.ts'
import { formatShare } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { driverName } from '../../vocabulary/rollout/rollout-look.ts'
import { ChangedNotice } from './changed-notice.tsx'
import { ControlError } from './control-error.tsx'
import { whyNotMove, whyReason } from './control-rules.ts'
import { presetsOf } from './percent-input.ts'
import { PercentSlider } from './percent-slider.tsx'
import { PercentValues } from './percent-values.tsx'
import { Presets } from './presets.tsx'
import { effectSentence } from './rollout-sentences.ts'
import { useControl } from './use-control.ts'
import { usePercentDraft } from './use-percent-draft.ts'

const shortestReason = 3

/** The percentage: what is, and what to set. Nothing moves before Apply. */
export function PercentPanel({ rollout, role }: { rollout: Rollout; role: Role | null }) {
  const draft = usePercentDraft(rollout)
  const { run, pending, error, reset } = useControl(rollout)
  const { choice, change } = draft
  const refusal = whyNotMove(rollout, role)
  const asked = error instanceof ApiProblem && error.code === 'reason-missing'
  const why =
    choice.percent === null
      ? null
      : (whyReason(rollout, choice.percent) ?? (asked ? 'Lockstep asks for a reason.' : null))
  const reason = draft.reason.trim()
  const missing =
    refusal ??
    choice.error ??
    (choice.percent === rollout.wantedPercent ? 'Choose another percentage first.' : null) ??
    (change === null ? null : 'The rollout was changed while you chose: look at it first.') ??
    (why !== null && reason.length < shortestReason ? 'Say why, in at least three letters.' : null)
  const choose = (text: string) => {
    if (!asked) reset()
    draft.choose(text)
  }
  return (
    <Card title="Percentage" note={driverName[rollout.driver]}>
      <PercentValues rollout={rollout} />
      <form
        className="mt-2 space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (missing === null && choice.percent !== null)
            run(
              {
                action: 'set-percent',
                percent: choice.percent,
                revision: rollout.revision,
                reason: reason === '' ? null : reason,
              },
              (answer) => draft.settle(draft.text, answer),
            )
        }}
      >
        <PercentSlider
          rollout={rollout}
          percent={choice.percent ?? rollout.wantedPercent}
          disabled={refusal !== null}
          onChange={(percent) => choose(String(percent))}
        />
        <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
          <Presets
            percentages={presetsOf(rollout)}
            stages={rollout.stages}
            chosen={choice.percent}
            disabled={refusal !== null}
            onChoose={(percent) => choose(String(percent))}
          />
          <TextField
            label="Percentage, typed"
            hideLabel
            inputMode="decimal"
            autoComplete="off"
            placeholder="12.5"
            value={draft.text}
            error={draft.isChoosing ? choice.error : null}
            disabled={refusal !== null}
            onValueChange={choose}
            icon={<span className="text-sm">%</span>}
            className="w-full sm:ml-auto sm:w-36"
          />
        </div>
        {change !== null && (
          <ChangedNotice
            change={change}
            wanted={rollout.wantedPercent}
            before={draft.wantedBefore}
            chosen={choice.percent}
            onKeep={() => {
              reset()
              draft.seeChange()
            }}
            onDrop={() => {
              reset()
              draft.drop()
            }}
          />
        )}
        {why !== null && draft.isChoosing && change === null && (
          <TextArea
            label="Reason"
            description={`${why} Kept with the rollout and in the audit log.`}
            rows={2}
            value={draft.reason}
            onValueChange={draft.giveReason}
          />
        )}
        <ControlError error={error} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p aria-live="polite" className="min-h-10 min-w-0 flex-1 basis-56 text-sm">
            {draft.isChoosing && choice.percent !== null ? (
              effectSentence(rollout, choice.percent)
            ) : (
              <span className="text-muted">{rollout.limits.sentence}</span>
            )}
          </p>
          <span className="flex gap-2 max-sm:w-full max-sm:*:flex-1 max-sm:[&_button]:w-full">
            {draft.isChoosing && <Button onClick={draft.drop}>Cancel</Button>}
            <Button
              type="submit"
              variant="primary"
              busy={pending !== null}
              disabledReason={missing}
              className="min-w-32"
            >
              {choice.percent === null || !draft.isChoosing
                ? 'Apply'
                : `Apply ${formatShare(choice.percent)}`}
            </Button>
          </span>
        </div>
      </form>
    </Card>
  )
}
