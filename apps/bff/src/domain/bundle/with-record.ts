import { matchEndpoint } from '../drift/resolve-endpoint.ts'
import type { BundleEvidence } from './bundle-evidence.ts'
import type { RecordEvidence } from './record-evidence.ts'
import { sameValue } from './scan-script.ts'
import type { Wanted } from './wanted.ts'

/**
 * Reads the settings from the record of the build, where there is one. What stands in the scripts under a setting's own
 * name, and differs, counts more: the record then contradicts what users run.
 */
export function withRecord(
  found: BundleEvidence,
  record: RecordEvidence | null,
  wanted: Wanted,
): BundleEvidence {
  if (record === null) return found
  const settings: Record<string, string> = {}
  const doubts: Record<string, string> = {}
  for (const [name, expected] of Object.entries(wanted.settings)) {
    const isEndpoint = name === wanted.endpointName
    const isRight = (value: string): boolean =>
      isEndpoint
        ? matchEndpoint(value, wanted.backendUrl, wanted.siteUrl) === 'same'
        : sameValue(value, expected)
    const recorded = record.settings[name] ?? (isEndpoint ? record.endpoint : null) ?? undefined
    const inScripts = found.settings[name]
    const isNamed = inScripts !== undefined && !found.bare.includes(name)
    if (recorded === undefined) {
      if (inScripts !== undefined) settings[name] = inScripts
      if (found.doubts[name] !== undefined) doubts[name] = found.doubts[name]
      continue
    }
    settings[name] = isNamed && isRight(recorded) && !sameValue(inScripts, recorded) ? inScripts : recorded
    if (isEndpoint && isRight(recorded) && inScripts !== undefined && !isRight(inScripts) && !isNamed)
      doubts[name] = `is ${recorded} by the record of the build, but its code holds only ${inScripts}`
    if (isNamed && found.doubts[name] !== undefined) doubts[name] = found.doubts[name]
  }
  const bare = found.bare.filter(
    (name) =>
      record.settings[name] === undefined && !(name === wanted.endpointName && record.endpoint !== null),
  )
  return { ...found, basis: 'build-record', record, settings, doubts, bare }
}
