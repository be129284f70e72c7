import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Siren } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { openEmergency } from './emergency-store.ts'

type Props = { environmentRef: EnvironmentRef; place: string }

const open =
  ({ environmentRef: { applicationId, environmentId }, place }: Props) =>
  () =>
    openEmergency({ ref: { applicationId, environmentId }, place })

/** The first of two presses. It waits for nothing: who may press it and what it would do, the dialog says. */
export function EmergencyButton(props: Props) {
  return (
    <Button
      size="large"
      icon={<Siren size={18} aria-hidden />}
      onClick={open(props)}
      className="border-bad-line! text-bad!"
    >
      Emergency
    </Button>
  )
}

/** The same in a row of the fleet: the sign alone. */
export function EmergencyRowButton(props: Props) {
  return (
    <Button
      variant="ghost"
      size="medium"
      aria-label={`Emergency in ${props.place}`}
      title="Emergency"
      icon={<Siren size={17} aria-hidden />}
      onClick={open(props)}
      className="relative z-10 hover:text-bad!"
    />
  )
}

/** On a phone: always in reach of the thumb, above the tabs. Brings the room that it covers along. */
export function EmergencyBar(props: Props) {
  return (
    <div className="h-12 md:hidden">
      <div className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 border-t border-line bg-surface/95 px-4 py-2">
        <Button
          size="large"
          icon={<Siren size={18} aria-hidden />}
          onClick={open(props)}
          className="w-full border-bad-line! text-bad!"
        >
          Emergency
        </Button>
      </div>
    </div>
  )
}
