import { LayoutGrid, Rocket, ScrollText, type LucideIcon } from 'lucide-react'
import { auditPath, fleetPath, releasesPath } from '../../paths.ts'

export const navigation: readonly {
  readonly to: string
  readonly label: string
  readonly icon: LucideIcon
}[] = [
  { to: fleetPath, label: 'Fleet', icon: LayoutGrid },
  { to: releasesPath, label: 'Releases', icon: Rocket },
  { to: auditPath, label: 'Audit', icon: ScrollText },
]

/** An environment belongs to the fleet. */
export const isCurrent = (to: string, pathname: string): boolean =>
  to === fleetPath ? pathname === '/' || pathname.startsWith('/applications/') : pathname.startsWith(to)
