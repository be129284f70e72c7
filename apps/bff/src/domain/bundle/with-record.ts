import { matchEndpoint } from '../drift/resolve-endpoint.ts'
import type { BundleEvidence } from './bundle-evidence.ts'
import type { RecordEvidence } from './record-evidence.ts'
import { isTelling, sameValue } from './scan-script.ts'
import type { Wanted } from './wanted.ts'

/**
 * Reads the settings from the record of the build, where there is one of the page's own build. The scripts are what users
 * run: where they hold another value than the record says, or do not hold an address that it says, the record alone makes
 * nothing certain.
 */
export function withRecord(
  found: BundleEvidence,
  record: RecordEvidence | null,
  wanted: Wanted,
): BundleEvidence {
  if (record === null) return found
  if (!record.isOfPage) return { ...found, record }
  const settings: Record<string, string> = { ...found.settings }
  const doubts: Record<string, string> = { ...found.doubts }
  const told = new Set<string>()
  for (const [name, expected] of Object.entries(wanted.settings)) {
    const isEndpoint = name === wanted.endpointName
    const isRight = (value: string): boolean =>
      isEndpoint
        ? matchEndpoint(value, wanted.backendUrl, wanted.siteUrl) === 'same'
        : sameValue(value, expected)
    const recorded = record.settings[name] ?? (isEndpoint ? record.endpoint : null) ?? undefined
    if (recorded === undefined) continue
    const inScripts = found.settings[name]
    if (!isRight(recorded)) {
      settings[name] = recorded
      told.add(name)
    } else if (inScripts === undefined) {
      settings[name] = recorded
      told.add(name)
      if (isEndpoint || isTelling(recorded)) doubts[name] = notInCode(recorded, found)
    } else if (isRight(inScripts) && found.bare.includes(name)) {
      settings[name] = recorded
      told.add(name)
      if (doubts[name] !== undefined) doubts[name] = besides(recorded, isEndpoint ? found.rivals : null)
    }
  }
  const bare = found.bare.filter((name) => !told.has(name))
  return { ...found, basis: 'build-record', record, settings, doubts, bare }
}

const notInCode = (recorded: string, { unread }: BundleEvidence): string =>
  `is ${recorded} by the record of the build, but none of the scripts ${unread.length === 0 ? '' : 'that were looked into '}holds that`

const besides = (recorded: string, rivals: readonly string[] | null): string =>
  rivals === null || rivals.length === 0
    ? `is ${recorded} by the record of the build, but another environment's value stands in the code too`
    : `is ${recorded} by the record of the build, but ${rivals.join(', ')} ${rivals.length === 1 ? 'stands' : 'stand'} in the code too`
