import type { VersionSpec } from './spec.ts'

/** `vYYYYMMDD-HHMMSS` in UTC. */
export const versionTag = (builtAt: Date): string => {
  const digits = builtAt.toISOString().replaceAll(/\D/g, '')
  return `v${digits.slice(0, 8)}-${digits.slice(8, 14)}`
}

/** A past of good builds, oldest first, with working days' irregular distances. Named `history-1` for the newest. */
export function historyVersions(count: number, youngestHours: number, everyHours: number): VersionSpec[] {
  return Array.from({ length: count }, (_, index) => {
    const number = count - index
    const irregular = ((number * 7919) % 97) - 48
    return { name: `history-${number}`, ageHours: youngestHours + number * everyHours + irregular / 7 }
  })
}
