import type { Pool, PoolClient } from 'pg'

/**
 * Keeps one connection listening on `channel` and calls `wake` at each notification; a lost connection is
 * opened again after a second. What was missed meanwhile is found by the reader's poll.
 */
export function createNotifyListener(pool: Pool, channel: string, wake: () => void) {
  let client: PoolClient | null = null
  let retry: NodeJS.Timeout | null = null
  let closed = false

  const lost = () => {
    client?.release(true)
    client = null
    if (!closed) retry = setTimeout(() => void listen(), 1000).unref()
  }
  async function listen(): Promise<void> {
    try {
      const connection = await pool.connect()
      if (closed) {
        connection.release()
        return
      }
      client = connection
      connection.on('notification', wake)
      connection.on('error', lost)
      await connection.query(`listen ${channel}`)
      wake()
    } catch {
      lost()
    }
  }
  const started = listen()

  return {
    async close() {
      closed = true
      if (retry !== null) clearTimeout(retry)
      await started
      client?.release(true)
      client = null
    },
  }
}
