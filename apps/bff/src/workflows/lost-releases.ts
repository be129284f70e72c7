import { DBOS } from '@dbos-inc/dbos-sdk'
import type { ReleaseJournal } from './ports.ts'

const alive = ['PENDING', 'ENQUEUED', 'DELAYED']

/**
 * Ends releases that nothing will go on with, because their workflow gave up: without this their environment
 * would be blocked for ever. Happens only when the database was away for longer than the engine waits.
 */
export async function endLostReleases(journal: ReleaseJournal): Promise<void> {
  for (const releaseId of await journal.active()) {
    // A handful at most: one release per environment.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const workflow = await DBOS.getWorkflowStatus(releaseId)
    if (workflow !== null && alive.includes(workflow.status)) continue
    // oxlint-disable-next-line no-await-in-loop -- see above
    await journal.end(releaseId, {
      status: 'failed',
      outcome: 'Lockstep lost this release; look at both halves before the next one.',
      failure: {
        code: 'internal',
        title: 'The release was given up after failures of Lockstep itself.',
        detail: workflow === null ? 'Its workflow is gone.' : `Its workflow is ${workflow.status}.`,
        remedy: 'Check the environment for drift, then release again or roll back.',
      },
    })
  }
}
