import type { Migration } from 'kysely/migration'
import * as releases from './0010_releases.ts'
import * as live from './0012_live.ts'
import * as audit from './0020_audit.ts'
import * as drift from './0030_drift.ts'
import * as publishedFiles from './0040_published_files.ts'
import * as idempotency from './0050_idempotency.ts'
import * as rollouts from './0070_rollouts.ts'
import * as serviceBefore from './0080_service_before.ts'
import * as decisionReason from './0060_decision_reason.ts'
import * as storedEtags from './0090_stored_etags.ts'
import * as unprovenReleases from './0100_unproven_releases.ts'

/** In order of their numbers. A released migration is never changed; a correction is a new one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0010_releases': releases,
  '0012_live': live,
  '0020_audit': audit,
  '0030_drift': drift,
  '0040_published_files': publishedFiles,
  '0050_idempotency': idempotency,
  '0060_decision_reason': decisionReason,
  '0070_rollouts': rollouts,
  '0080_service_before': serviceBefore,
  '0090_stored_etags': storedEtags,
  '0100_unproven_releases': unprovenReleases,
}
