import type * as appconfig from '@aws-sdk/client-appconfig'
import type { Handlers } from '../wire/handlers.ts'
import type { AppConfig } from '../world/appconfig.ts'
import { applicationHandlers } from './appconfig/application-handlers.ts'
import { deploymentHandlers } from './appconfig/deployment-handlers.ts'
import { idsOnly } from './appconfig/ids-only.ts'
import { removalHandlers } from './appconfig/removal-handlers.ts'
import { versionHandlers } from './appconfig/version-handlers.ts'

/** The AppConfig operations of the simulator. */
export function appconfigHandlers(state: AppConfig): Handlers<typeof appconfig> {
  const managed = idsOnly(state)
  return {
    ...applicationHandlers(managed),
    ...versionHandlers(managed),
    ...deploymentHandlers(managed),
    ...removalHandlers(managed),
  }
}
