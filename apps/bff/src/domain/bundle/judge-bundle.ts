import { anyValue, expectedSettings } from '../drift/expected-settings.ts'
import { matchEndpoint } from '../drift/resolve-endpoint.ts'
import type { Environment } from '../environment.ts'
import type { BundleEvidence } from './bundle-evidence.ts'
import { sameValue } from './scan-script.ts'

/** What the scripts say about the address that they call. */
export type EndpointVerdict =
  | { readonly state: 'right'; readonly observed: string }
  /** `why` reads on after "the frontend". */
  | {
      readonly state: 'wrong'
      readonly observed: string
      readonly why: string
      /** It stands under its name; else it was concluded from what stands there and what does not. */
      readonly isCertain: boolean
    }
  /** `why` reads on after a colon. */
  | { readonly state: 'unsure'; readonly observed: string; readonly why: string }

/** Compares the address that the scripts call with the backend's. */
export function judgeEndpoint(evidence: BundleEvidence, environment: Environment): EndpointVerdict {
  const { backend, frontend } = environment
  const name = frontend.endpointSetting
  const baked = evidence.settings[name]
  if (baked === undefined) {
    if (evidence.unread.length > 0)
      return {
        state: 'unsure',
        observed: 'not found',
        why: `${name} is not in what was looked into; ${unreadWords(evidence)}`,
      }
    return {
      state: 'wrong',
      observed: 'not found',
      why: `holds the backend's address (${name}) in none of its scripts`,
      isCertain: false,
    }
  }
  const observed = baked === '' ? 'empty' : baked
  const isCertain = !evidence.bare.includes(name)
  if (/^\s|\s$/.test(baked) && baked.trim() !== '')
    return {
      state: 'wrong',
      observed: `"${baked}"`,
      why: `calls an address with a blank at its end ("${baked}"), so that no call can work`,
      isCertain,
    }
  if (matchEndpoint(baked, backend.url, frontend.url) !== 'same')
    return { state: 'wrong', observed, why: `calls ${observed}`, isCertain }
  const doubt = evidence.doubts[name]
  return doubt === undefined
    ? { state: 'right', observed }
    : { state: 'unsure', observed, why: `${name} ${doubt}` }
}

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
    if (found === undefined && evidence.unread.length > 0)
      return complain('unsure', `${name} is not in what was looked into`)
    if (found === undefined) return complain('wrong', `${name} is not there`)
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

function fits(name: string, found: string, wanted: string, { frontend, backend }: Environment): boolean {
  if (wanted === anyValue) return found.trim() !== ''
  if (name === frontend.endpointSetting) return matchEndpoint(found, backend.url, frontend.url) === 'same'
  return sameValue(found, wanted)
}

const shown = (value: string): string =>
  value === '' ? 'empty' : value === value.trim() ? value : `"${value}", with a blank at its end`

const maxNamed = 3

/** What was not looked into, the first few by name. */
export function unreadWords({ unread }: BundleEvidence): string {
  const more = unread.length > maxNamed ? `, and ${unread.length - maxNamed} more` : ''
  return `not looked into: ${unread.slice(0, maxNamed).join(', ')}${more}`
}
