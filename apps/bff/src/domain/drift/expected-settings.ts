import type { Environment } from '../environment.ts'

/** The settings that the environment's bundle must hold: the declared ones, and the backend's address. */
export function expectedSettings(
  environment: Pick<Environment, 'settings' | 'frontend' | 'backend'>,
): Record<string, string> {
  return { [environment.frontend.endpointSetting]: environment.backend.url, ...environment.settings }
}
