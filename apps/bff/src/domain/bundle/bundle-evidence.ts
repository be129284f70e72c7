import type { FreshnessHeaders } from '../drift/cache-control.ts'
import { matchEndpoint } from '../drift/resolve-endpoint.ts'
import type { DeclaredEndpoint } from './declared-endpoint.ts'
import type { ServiceWorkerFile } from './service-workers.ts'
import type { RecordEvidence } from './record-evidence.ts'
import { sameValue, type ScriptFacts } from './scan-script.ts'
import { standsIn } from './stands-in.ts'
import type { Wanted } from './wanted.ts'

/** A script or stylesheet as a place serves it. */
export type SeenFile = {
  /** Of the bytes as a browser decodes them; empty where they are not known. */
  readonly sha256: string
  readonly contentType: string | null
  /** Browsers refuse it for the type that it states. */
  readonly isRefused: boolean
}

/** What a site's scripts say together. */
export type BundleEvidence = {
  /** Whether the settings are those of a record that the build wrote, or were looked for in the scripts. */
  readonly basis: 'build-record' | 'module-graph'
  /** The record of the build, compared with what is there; null where there is none. */
  readonly record: RecordEvidence | null
  /** Why the record that there is could not be used; null where it could, or there is none. */
  readonly recordProblem: string | null
  /** How long the record may be kept; left out where there is none that could be read, or it is not served yet. */
  readonly recordHeaders?: FreshnessHeaders
  /** The file that holds the address at run time; null where the configuration names none. */
  readonly declared: DeclaredEndpoint | null
  /** Whether page or scripts name that file: it is of no use to a site that never loads it. */
  readonly refersToFile: boolean
  /** Addresses of other environments that the code holds. */
  readonly rivals: readonly string[]
  /** Settings found, by name; what is not in here was not found. */
  readonly settings: Readonly<Record<string, string>>
  /** Why a setting that was found is not certain, by name. Reads on after the name of the setting. */
  readonly doubts: Readonly<Record<string, string>>
  /** Settings of which only a value was found, and not the name. */
  readonly bare: readonly string[]
  /** Settings of which neither was found, while the expected value stands inside texts. */
  readonly embedded: readonly string[]
  readonly forbidden: readonly string[]
  /** Forbidden values that only texts speak of. */
  readonly mentioned: readonly string[]
  /** What was not looked into, and why; each reads on after "not looked into: ". */
  readonly unread: readonly string[]
  /** Files that browsers are made to load and that are not there. */
  readonly missing: readonly string[]
  /** Files that are there and that browsers refuse for the type that they state; each reads on after "browsers refuse". */
  readonly refused: readonly string[]
  /** The Content-Security-Policies that the page is under; none when left out. */
  readonly policies?: readonly string[]
  /** What those make browsers refuse, and the application needs; each reads on after "browsers refuse". None when left out. */
  readonly disallowed?: readonly string[]
  /** The same of what may be no part of it, such as what counts visitors. */
  readonly disallowedBeside?: readonly string[]
  /** Service workers, with what they load; left out where there is none. */
  readonly serviceWorkers?: readonly ServiceWorkerFile[]
  /** Why the site's service worker takes no new version, file by file; none when left out. */
  readonly unaccepted?: readonly string[]
  /** What was read of them, by path; left out where they are not served yet. */
  readonly files?: Readonly<Record<string, SeenFile>>
  /** How many scripts were looked into. */
  readonly scripts: number
}

/** Sums up scripts, by path. A setting under its name counts more than its value alone. */
export function sumUp(
  scripts: ReadonlyMap<string, ScriptFacts>,
  wanted: Wanted,
  gaps: Pick<BundleEvidence, 'unread' | 'missing' | 'declared'> & {
    /** Every script was looked into, whoever loads it. */
    readonly allNamed?: boolean
    /** What stands in the page's attributes. */
    readonly attributes: readonly string[]
    /** None when left out. */
    readonly refused?: readonly string[]
    readonly policies?: readonly string[]
    readonly disallowed?: readonly string[]
    readonly disallowedBeside?: readonly string[]
    readonly files?: Readonly<Record<string, SeenFile>>
  },
): BundleEvidence {
  const facts = [...scripts.values()]
  const settings: Record<string, string> = {}
  const doubts: Record<string, string> = {}
  const bare: string[] = []
  for (const [name, expected] of Object.entries(wanted.settings)) {
    const isRight = (value: string): boolean =>
      name === wanted.endpointName
        ? matchEndpoint(value, wanted.backendUrl, wanted.siteUrl) === 'same'
        : sameValue(value, expected)
    const named = unique(facts.flatMap((one) => one.named[name] ?? []))
    const rivals = unique(facts.flatMap((one) => one.rivals[name] ?? []))
    const right = named.find(isRight)
    const others = named.filter((value) => !isRight(value))
    if (named.length > 0) {
      settings[name] = right ?? others[0] ?? ''
      if (right !== undefined && others.length > 0)
        doubts[name] = `stands there several times, as ${[right, ...others].join(' and as ')}`
    } else if (facts.some((one) => one.bare.includes(name))) {
      settings[name] = expected
      bare.push(name)
      if (rivals.length > 0)
        doubts[name] =
          `is told by nothing but its value, and ${rivals.join(', ')} ${rivals.length === 1 ? 'stands' : 'stand'} there too`
    } else if (rivals[0] !== undefined) {
      settings[name] = rivals[0]
      bare.push(name)
    }
  }
  const computing = [...scripts]
    .filter(([, one]) => one.computes && gaps.allNamed !== true)
    .map(([path]) => path)
  const forbidden = unique(facts.flatMap((one) => one.forbidden))
  return {
    basis: 'module-graph',
    record: null,
    recordProblem: null,
    declared: gaps.declared,
    refersToFile: facts.some(({ refers }) => refers) || holdsFile(gaps.attributes, wanted),
    rivals: unique(facts.flatMap((one) => one.rivals[wanted.endpointName] ?? [])),
    settings,
    doubts,
    bare,
    embedded: unique(facts.flatMap((one) => one.embedded)).filter((name) => settings[name] === undefined),
    forbidden,
    mentioned: unique(facts.flatMap((one) => one.mentioned)).filter((value) => !forbidden.includes(value)),
    unread: [...gaps.unread, ...computing.map((path) => `what ${path} loads under names that it computes`)],
    missing: gaps.missing,
    refused: gaps.refused ?? [],
    ...(gaps.policies === undefined || gaps.policies.length === 0
      ? {}
      : {
          policies: gaps.policies,
          disallowed: gaps.disallowed ?? [],
          disallowedBeside: gaps.disallowedBeside ?? [],
        }),
    ...(gaps.files === undefined ? {} : { files: gaps.files }),
    scripts: scripts.size,
  }
}

const holdsFile = (texts: readonly string[], { configFile }: Wanted): boolean =>
  configFile !== null && texts.some((text) => standsIn(text, configFile))

const unique = (values: readonly string[]): string[] => [...new Set(values)]
