import type { Rollout } from '@lockstep/shared-types/rollout'
import { useState } from 'react'
import { Time } from '../../ui/time.tsx'
import { ReasonDialog } from '../../vocabulary/reason-dialog.tsx'
import { consequence, controlName } from './control-words.ts'
import type { AskingControl } from './control-rules.ts'
import { changeBetween } from './rollout-sentences.ts'
import { useControl } from './use-control.ts'

const titles = {
  skip: 'Skip the gate',
  'to-zero': 'Take it to zero',
  'to-full': 'Send everything to it',
} as const satisfies Record<AskingControl, string>

/** Asks why before the gate is passed over or the rollout ended; says when somebody was quicker meanwhile. */
export function ControlDialog({
  rollout,
  control,
  onClose,
}: {
  rollout: Rollout
  control: AskingControl
  onClose: () => void
}) {
  const { run, pending, error } = useControl(rollout)
  const [base] = useState(rollout)
  const change = changeBetween(base, rollout)
  return (
    <ReasonDialog
      title={titles[control]}
      action={controlName[control]}
      cancel="Cancel"
      variant={control === 'to-zero' ? 'danger' : 'primary'}
      isBusy={pending !== null}
      error={error}
      onClose={onClose}
      onSubmit={(reason) => run({ action: control, revision: rollout.revision, reason }, onClose)}
    >
      <p>{consequence(control, rollout)}</p>
      {change !== null && (
        <p className="mt-2 font-medium text-warn">
          {change.text} {change.at !== null && <Time at={change.at} />} while you had this open.
        </p>
      )}
    </ReasonDialog>
  )
}
