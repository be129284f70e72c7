import type { AppConfig } from '../../world/appconfig.ts'
import { checkFlagDocument } from '../../world/appconfig/check-flag-document.ts'
import { evaluateFlag } from '../../world/appconfig/evaluate-flag.ts'
import type { FlagDocument, FlagValue } from '../../world/appconfig/flag-document.ts'
import type { HostedVersion } from '../../world/appconfig/types.ts'
import type { FlaggedSpec } from './spec.ts'

export const flagKey = 'new-data-path'
const profile = 'features'

/** The flag as it is in AppConfig: names, as a configuration gives them. */
export type DeployedFlag = {
  readonly application: string
  readonly environment: string
  readonly profile: string
  readonly key: string
  /** Of the same name as its id is found; no duration, no bake time. */
  readonly strategy: string
  /** What it says to a user now. */
  isEnabledFor(userId: string): boolean
  /** Share of the users for whom it is on now, 0 to 1. */
  share(): number
}

/** Makes the AppConfig application, once for all its environments, and deploys the flag to this one. */
export function buildFlag(appconfig: AppConfig, spec: FlaggedSpec): DeployedFlag {
  const { applicationId: application, environmentId: environment, percent } = spec
  if (!appconfig.applications().some(({ name }) => name === application)) {
    appconfig.createApplication({ name: application, description: 'Feature flags' })
    appconfig.createProfile(application, { name: profile, type: 'AWS.AppConfig.FeatureFlags' })
  }
  appconfig.createEnvironment(application, { name: environment })
  const strategy = `${application}-at-once`
  if (!appconfig.strategies().some(({ name }) => name === strategy))
    appconfig.createStrategy({
      name: strategy,
      durationMinutes: 0,
      growthType: 'LINEAR',
      growthFactor: 100,
      bakeMinutes: 0,
    })
  const { number } = appconfig.createVersion(application, profile, {
    content: Buffer.from(JSON.stringify(flagDocument(percent))),
    contentType: 'application/json',
  })
  appconfig.startDeployment({ application, environment, profile, strategy, version: String(number) })

  const documents = new Map<number, { readonly document: FlagDocument | null; readonly share: number }>()
  const read = (version: HostedVersion | null) => {
    if (version === null) return { document: null, share: 0 }
    const known = documents.get(version.number)
    if (known) return known
    const checked = checkFlagDocument(version.content)
    const document = checked.ok ? checked.document : null
    const fresh = { document, share: shareOf(document) }
    documents.set(version.number, fresh)
    return fresh
  }
  return {
    application,
    environment,
    profile,
    key: flagKey,
    strategy,
    isEnabledFor(userId) {
      // The one server that answers polls like any client: it has the next version when all have it, as while it bakes.
      const { stable, next } = appconfig.deployed(application, environment, profile)
      const { document } = read(next?.percentage === 100 ? next.version : stable)
      return document !== null && evaluateFlag(document, flagKey, { userId }).enabled
    },
    share() {
      const { stable, next } = appconfig.deployed(application, environment, profile)
      const grown = (next?.percentage ?? 0) / 100
      return read(stable).share * (1 - grown) + (next ? read(next.version).share * grown : 0)
    },
  }
}

/** A flag that is on for that percentage of the users, beside another that has nothing to do with it. */
export function flagDocument(percent: number): FlagDocument {
  return {
    version: '1',
    flags: {
      [flagKey]: { name: 'New data path', description: 'Reads courses through the new backend API' },
      'weekly-digest': { name: 'Weekly digest' },
    },
    values: { [flagKey]: flagValue(percent), 'weekly-digest': { enabled: true } },
  }
}

function flagValue(percent: number): FlagValue {
  if (percent <= 0 || percent >= 100) return { enabled: percent >= 100 }
  const rule = `(split by::$userId pct::${percent})`
  return {
    _variants: [
      { name: 'candidate', enabled: true, rule },
      { name: 'baseline', enabled: false },
    ],
  }
}

const population = Array.from({ length: 10_000 }, (_, index) => `user-${index}`)

function shareOf(document: FlagDocument | null): number {
  if (document === null) return 0
  const enabled = population.filter((userId) => evaluateFlag(document, flagKey, { userId }).enabled)
  return enabled.length / population.length
}
