import type { EvidenceBasis } from '@lockstep/shared-types/evidence-basis'
import { anyValue, endpointNameOf, expectedSettings } from '../drift/expected-settings.ts'
import { matchEndpoint } from '../drift/resolve-endpoint.ts'
import type { Environment } from '../environment.ts'
import type { BundleEvidence } from './bundle-evidence.ts'
import { sameValue } from './scan-script.ts'

export type SettingComplaint = {
  readonly certainty: 'wrong' | 'unsure'
  readonly expected: string
  readonly observed: string
  /** A part of a sentence. */
  readonly text: string
}

/** What is not as declared; `version` is that of the build that the scripts are of. */
export function judgeSettings(
  evidence: BundleEvidence,
  environment: Environment,
  version: string | null,
): SettingComplaint[] {
  const expected = expectedSettings(environment, version)
  const differing = Object.keys(environment.settings).flatMap((name): SettingComplaint[] => {
    const wanted = expected[name] ?? ''
    const found = evidence.settings[name]
    const complain = (certainty: SettingComplaint['certainty'], text: string) => [
      { certainty, expected: `${name}=${wanted}`, observed: `${name}=${found ?? 'not found'}`, text },
    ]
    if (found === undefined && wanted === anyValue)
      return complain(
        'unsure',
        `${name} may have any value, so that only its name could tell it, and no script holds that`,
      )
    if (found === undefined && evidence.embedded.includes(name))
      return complain(
        'unsure',
        `${name} stands nowhere by itself; ${wanted} stands inside texts, where a build may have folded it in`,
      )
    if (found === undefined && evidence.unread.length > 0)
      return complain('unsure', `${name} is not in what was looked into`)
    const [missing] = evidence.missing
    if (found === undefined && missing !== undefined)
      return complain(
        'wrong',
        `${name} is in none of the scripts that are there, and ${missing} is not there`,
      )
    if (found === undefined) return complain('wrong', `${name} should be ${wanted}, and no script holds that`)
    if (!fits(name, found, wanted, environment)) return complain('wrong', `${name} is ${shown(found)}`)
    const doubt = evidence.doubts[name]
    return doubt === undefined ? [] : complain('unsure', `${name} ${doubt}`)
  })
  const held = evidence.forbidden.map((value) => ({
    certainty: 'wrong' as const,
    expected: `no ${value}`,
    observed: value,
    text: `it holds ${value}, which ${environment.name} forbids`,
  }))
  const unread: SettingComplaint[] =
    evidence.unread.length === 0 || environment.forbiddenValues.length === 0
      ? []
      : [
          {
            certainty: 'unsure',
            expected: 'no forbidden value',
            observed: 'not all looked into',
            text: unreadWords(evidence),
          },
        ]
  return [...differing, ...held, ...unread]
}

function fits(name: string, found: string, wanted: string, environment: Environment): boolean {
  const { backend, frontend } = environment
  if (wanted === anyValue) return found.trim() !== ''
  if (name === endpointNameOf(environment)) return matchEndpoint(found, backend.url, frontend.url) === 'same'
  return sameValue(found, wanted)
}

const shown = (value: string): string =>
  value === '' ? 'empty' : value === value.trim() ? value : `"${value}", with a blank at its end`

const maxNamed = 3

/** What was not looked into, the first few by name. */
export function unreadWords({ unread }: Pick<BundleEvidence, 'unread'>): string {
  const more = unread.length > maxNamed ? `, and ${unread.length - maxNamed} more` : ''
  return `not looked into: ${unread.slice(0, maxNamed).join(', ')}${more}`
}

/** What the settings of these scripts rest on, the weakest of them. */
export const settingsBasis = (evidence: BundleEvidence, environment: Environment): EvidenceBasis =>
  Object.keys(environment.settings).some((name) => evidence.bare.includes(name)) ? 'text' : evidence.basis
