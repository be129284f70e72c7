import { DBOS } from '@dbos-inc/dbos-sdk'
import type { Pool, PoolClient } from 'pg'
import type { EngineLog } from './engine-logger.ts'

export type Heartbeat = { readonly start: () => Promise<void>; readonly stop: () => Promise<void> }

// One replica at a time looks for dead ones.
const sweeperLock = 7001

/** Says that this replica lives, and takes over the releases of replicas that have fallen silent. */
export function createHeartbeat(
  pool: Pool,
  executorId: string,
  leaseSeconds: number,
  log: EngineLog,
): Heartbeat {
  let timer: NodeJS.Timeout | null = null
  let beating: Promise<void> = Promise.resolve()

  const beat = async (): Promise<void> => {
    try {
      await pool.query(
        'insert into replica (id, beat) values ($1, now()) on conflict (id) do update set beat = now()',
        [executorId],
      )
      await asOnlySweeper(pool, (client) => takeOver(client, leaseSeconds, log))
    } catch (error) {
      log.warn({ error: String(error) }, 'the heartbeat did not reach the database')
    }
  }

  return {
    async start() {
      await beat()
      timer = setInterval(() => {
        beating = beat()
      }, leaseSeconds * 300)
      timer.unref()
    },
    async stop() {
      if (timer !== null) clearInterval(timer)
      await beating
      // Gone on purpose: the others need not wait for the lease to run out.
      await pool.query('delete from replica where id = $1', [executorId]).catch(() => undefined)
    },
  }
}

async function asOnlySweeper(pool: Pool, sweep: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_xact_lock($1) as locked',
      [sweeperLock],
    )
    if (rows[0]?.locked === true) await sweep(client)
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}

async function takeOver(client: PoolClient, leaseSeconds: number, log: EngineLog): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    'select id from replica where beat > now() - make_interval(secs => $1)',
    [leaseSeconds],
  )
  const alive = new Set(rows.map((row) => row.id))
  const pending = await DBOS.listWorkflows({ status: 'PENDING', loadInput: false, loadOutput: false })
  const orphans = pending.filter((workflow) => !alive.has(workflow.executorId ?? ''))
  if (orphans.length === 0) return
  await DBOS.resumeWorkflows(orphans.map((workflow) => workflow.workflowID))
  log.warn(
    { releases: orphans.map((workflow) => workflow.workflowID) },
    'took over releases of a dead replica',
  )
}
