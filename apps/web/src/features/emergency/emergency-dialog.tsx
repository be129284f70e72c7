import { useQuery } from '@tanstack/react-query'
import { Siren } from 'lucide-react'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { NoAnswer } from '../../api/api-problem.ts'
import { attempt, type Attempt } from '../../api/attempt.ts'
import { environmentRolloutQuery } from '../../api/rollout.ts'
import { useEmergency } from '../../api/rollout-actions.ts'
import { sessionQuery } from '../../api/session.ts'
import { errorText } from '../../lib/error-text.ts'
import { rollbackPath } from '../../paths.ts'
import type { EmergencyInput } from '@lockstep/shared-types/rollout'
import { Button } from '../../ui/button.tsx'
import { textLink } from '../../ui/styles.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { EmergencyPlace } from '../../vocabulary/emergency/emergency-store.ts'
import { refusalOf } from '../../vocabulary/permission.ts'
import { EmergencyWatch } from './emergency-watch.tsx'
import { SincePress } from './since-press.tsx'
import { confirmText, effectText } from './emergency-words.ts'

/** The second press: says exactly what it does, and waits for nothing before it can be pressed. */
export function EmergencyDialog({
  place: { ref, place },
  onClose,
}: {
  place: EmergencyPlace
  onClose: () => void
}) {
  const found = useQuery({ ...environmentRolloutQuery(ref), staleTime: 0 }).data
  const role = useQuery(sessionQuery()).data?.role
  const { mutate, isPending, data: emergency, error } = useEmergency(ref)
  const [reason, setReason] = useState('')
  const [pressedAt, setPressedAt] = useState(0)
  const unanswered = useRef<Attempt<EmergencyInput> | null>(null)
  const refusal = role === undefined ? null : refusalOf('emergency', role)
  const press = () => {
    if (isPending || refusal !== null) return
    setPressedAt(Date.now())
    const text = reason.trim()
    // Without an answer it may have happened: pressing again repeats the same request.
    const asked = unanswered.current ?? attempt({ reason: text === '' ? null : text })
    unanswered.current = asked
    mutate(asked, {
      onError: (problem) => {
        if (!(problem instanceof NoAnswer)) unanswered.current = null
      },
    })
  }
  if (emergency !== undefined)
    return (
      <Dialog
        open
        onClose={onClose}
        size="small"
        title={`Emergency in ${place}`}
        footer={<Button onClick={onClose}>Close</Button>}
      >
        <EmergencyWatch emergency={emergency} pressedAt={pressedAt} onLeave={onClose} />
      </Dialog>
    )
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={`Emergency in ${place}`}
      footer={
        <div className="grid w-full gap-2">
          {/* One element while it is pressed: nothing under the finger changes its place. */}
          <Button
            variant="danger"
            size="large"
            data-autofocus
            icon={<Siren size={18} aria-hidden />}
            busy={isPending}
            disabledReason={refusal}
            onClick={press}
            className="h-14! w-full"
          >
            {confirmText(found)}
          </Button>
          <Button onClick={onClose} className="w-full max-sm:h-11">
            Cancel
          </Button>
        </div>
      }
    >
      <div className="space-y-4">
        <p className="min-h-16 text-lg" aria-live="polite">
          {effectText(found)}
        </p>
        {isPending && <SincePress pressedAt={pressedAt} />}
        {found !== undefined && found.emergency === null && (
          <Link to={rollbackPath(ref)} onClick={onClose} className={textLink}>
            Pick a version to roll back to
          </Link>
        )}
        {refusal !== null && <p className="text-sm font-medium text-bad">{refusal}</p>}
        <TextField
          label="Reason (optional)"
          description="Kept in the audit log."
          value={reason}
          onValueChange={setReason}
        />
        {error !== null && <ErrorState compact text={errorText(error)} />}
      </div>
    </Dialog>
  )
}
