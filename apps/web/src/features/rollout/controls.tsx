import type { Role } from '@lockstep/shared-types/actor'
import type { Rollout } from '@lockstep/shared-types/rollout'
import {
  ArrowLeftToLine,
  ArrowRightToLine,
  ChevronsRight,
  FastForward,
  Pause,
  Play,
  StepBack,
  type LucideIcon,
} from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { whenIdle } from '../../lib/when-idle.ts'
import { Button } from '../../ui/button.tsx'
import type { ButtonVariant } from '../../ui/button-style.ts'
import { ControlError } from './control-error.tsx'
import { isAsking, whyNotControl, type AskingControl, type Control } from './control-rules.ts'
import { controlName, whyWait } from './control-words.ts'
import { useControl } from './use-control.ts'

const loadDialog = () => import('./control-dialog.tsx')
const ControlDialog = lazy(async () => ({ default: (await loadDialog()).ControlDialog }))

const icons = {
  promote: ChevronsRight,
  skip: FastForward,
  hold: Pause,
  resume: Play,
  back: StepBack,
  'to-zero': ArrowLeftToLine,
  'to-full': ArrowRightToLine,
} as const satisfies Record<Control, LucideIcon>

/** Every control has its place, whatever the state: nothing moves, and what is disabled says why. */
export function Controls({ rollout, role }: { rollout: Rollout; role: Role | null }) {
  const { run, pending, error, reset } = useControl(rollout)
  const [opened, setOpened] = useState<AskingControl | null>(null)
  // Fetched before it is needed: whoever presses it has no time, and maybe no connection.
  useEffect(() => whenIdle(() => void loadDialog().catch(() => {})), [])
  const press = (control: Control) => {
    reset()
    if (isAsking(control)) setOpened(control)
    else run({ action: control, revision: rollout.revision, reason: null })
  }
  const button = (control: Control, variant: ButtonVariant = 'secondary') => {
    const Icon = icons[control]
    return (
      <Button
        key={control}
        variant={variant}
        icon={<Icon size={16} aria-hidden />}
        busy={pending?.action === control}
        disabledReason={whyNotControl(control, rollout, role) ?? whyWait(pending, control)}
        onClick={() => press(control)}
        className="max-sm:h-11"
      >
        {controlName[control]}
      </Button>
    )
  }
  return (
    <div className="space-y-3">
      <div
        role="group"
        aria-label="Controls"
        className="flex flex-wrap gap-2 max-sm:grid max-sm:grid-cols-2 max-sm:*:w-full max-sm:[&_button]:w-full max-sm:[&_button]:px-2"
      >
        {button('promote', 'primary')}
        {button(rollout.held === null ? 'hold' : 'resume')}
        {button('back')}
        {button('skip')}
        {button('to-full')}
        {button('to-zero')}
      </div>
      <ControlError error={opened === null ? error : null} />
      {opened !== null && (
        <Suspense>
          <ControlDialog rollout={rollout} control={opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </div>
  )
}
