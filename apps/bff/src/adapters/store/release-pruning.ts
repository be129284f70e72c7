import { sql } from 'kysely'
import type { Store } from './store.ts'

export type ReleasePruning = {
  /** Removes plans that nobody started in this time. What a release was started from stays, as the record of what was confirmed. */
  readonly prunePlans: (keptSeconds: number) => Promise<void>
  /** Removes the log of releases that ended longer ago than this. Releases, their steps and the audit trail stay. */
  readonly pruneLogs: (keptSeconds: number) => Promise<void>
}

export function createReleasePruning({ db }: Pick<Store, 'db'>): ReleasePruning {
  return {
    async prunePlans(keptSeconds) {
      await sql`
        delete from plan
        where created_at < now() - make_interval(secs => ${keptSeconds})
          and not exists (select 1 from release where release.plan_id = plan.id)`.execute(db)
    },

    async pruneLogs(keptSeconds) {
      await sql`
        delete from release_log using release
        where release.id = release_log.release_id
          and release.ended_at < now() - make_interval(secs => ${keptSeconds})`.execute(db)
    },
  }
}
