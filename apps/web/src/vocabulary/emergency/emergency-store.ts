import type { EnvironmentRef } from '@lockstep/shared-types/environment'

export type EmergencyPlace = { readonly ref: EnvironmentRef; readonly place: string }

let open: EmergencyPlace | null = null
const listeners = new Set<() => void>()

const set = (next: EmergencyPlace | null): void => {
  open = next
  for (const listener of listeners) listener()
}

/** Opens the dialog, wherever the button is: a row that scrolls away does not take it along. */
export const openEmergency = (place: EmergencyPlace): void => set(place)

export const closeEmergency = (): void => set(null)

export const emergencyPlace = (): EmergencyPlace | null => open

/** Calls when it opens or closes; returns how to stop. */
export const onEmergency = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
