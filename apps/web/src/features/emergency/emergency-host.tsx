import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { whenIdle } from '../../lib/when-idle.ts'
import { closeEmergency, emergencyPlace, onEmergency } from '../../vocabulary/emergency/emergency-store.ts'

const loadDialog = () => import('./emergency-dialog.tsx')
const EmergencyDialog = lazy(async () => ({ default: (await loadDialog()).EmergencyDialog }))

/** Once, in the shell: where the emergency opens. Fetched before it is needed, as the connection may be gone by then. */
export function EmergencyHost() {
  const place = useSyncExternalStore(onEmergency, emergencyPlace)
  useEffect(() => whenIdle(() => void loadDialog().catch(() => {})), [])
  if (place === null) return null
  const key = `${place.ref.applicationId}/${place.ref.environmentId}`
  return (
    <Suspense>
      <EmergencyDialog key={key} place={place} onClose={closeEmergency} />
    </Suspense>
  )
}
