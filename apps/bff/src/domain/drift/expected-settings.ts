import type { Environment } from '../environment.ts'

/** Declared as a value, it stands for the version of the build itself, such as `VITE_BUILD_VERSION: '{version}'`. */
export const versionValue = '{version}'
/** Declared as a value, it stands for any value but an empty one, such as a build time. */
export const anyValue = '{any}'

/** Under what the backend's address counts in what was found: its setting, or words that no script holds as a name. */
export const endpointNameOf = ({ frontend }: Pick<Environment, 'frontend'>): string =>
  frontend.endpointFrom === 'setting' ? frontend.endpointSetting : "the backend's address"

/**
 * The settings that a bundle of this environment must hold: the declared ones, and the backend's address.
 * `version` is the version of the build that is looked at; without it `{version}` stays as it is and matches nothing.
 */
export function expectedSettings(
  environment: Pick<Environment, 'settings' | 'frontend' | 'backend'>,
  version: string | null,
): Record<string, string> {
  const declared = Object.entries(environment.settings).map(([name, value]) => [
    name,
    value === versionValue && version !== null ? version : value,
  ])
  return { [endpointNameOf(environment)]: environment.backend.url, ...Object.fromEntries(declared) }
}
