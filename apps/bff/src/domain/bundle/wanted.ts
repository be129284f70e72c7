import { endpointNameOf, expectedSettings } from '../drift/expected-settings.ts'
import type { Environment } from '../environment.ts'

/** What is looked for in a site's scripts. */
export type Wanted = {
  /** Settings by name, with the value that is expected. */
  readonly settings: Readonly<Record<string, string>>
  /** Under which of them the backend's address is. */
  readonly endpointName: string
  /** The backend's address and the site's root. */
  readonly backendUrl: string
  readonly siteUrl: string
  readonly forbidden: readonly string[]
  /** Name, without its folder, of the file from which the site learns the backend's address; null where there is none. */
  readonly configFile: string | null
  /** What the same application's other environments have in place of these: a build for one of them holds it. */
  readonly siblings: Siblings
}

export type Siblings = {
  readonly backendUrls: readonly string[]
  readonly settings: Readonly<Record<string, readonly string[]>>
}

export const noSiblings: Siblings = { backendUrls: [], settings: {} }

/** `version` is that of the build that is looked at. */
export const wantedOf = (environment: Environment, version: string | null): Wanted => ({
  settings: expectedSettings(environment, version),
  endpointName: endpointNameOf(environment),
  backendUrl: environment.backend.url,
  siteUrl: environment.frontend.url,
  forbidden: environment.forbiddenValues,
  configFile: configFileOf(environment),
  siblings: environment.siblings,
})

const configFileOf = ({ frontend }: Environment): string | null =>
  frontend.endpointFrom === 'file' ? (frontend.endpointFile?.split('/').at(-1) ?? null) : null

/** What the other environments of the same application have that this one has not. */
export function siblingsOf(
  own: Pick<Environment, 'backend' | 'settings'>,
  others: readonly Pick<Environment, 'backend' | 'settings'>[],
): Siblings {
  const urls = new Set(others.map(({ backend }) => backend.url).filter((url) => url !== own.backend.url))
  const settings = Object.entries(own.settings).map(([name, value]) => [
    name,
    [...new Set(others.flatMap((other) => other.settings[name] ?? []))].filter((other) => other !== value),
  ])
  return { backendUrls: [...urls], settings: Object.fromEntries(settings) }
}
