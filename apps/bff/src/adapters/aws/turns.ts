import type { Waiting } from './request-limiter.ts'

/** At most `perSecond` on average, `burst` at once. */
export type Rate = { readonly perSecond: number; readonly burst: number }

export type Turns = {
  /** Resolves when it is the turn of one of `kind`; rejects with the signal's reason when that gives up before. */
  take(kind: string, signal?: AbortSignal): Promise<void>
  /** Takes a turn without waiting for it. */
  spend(): void
  /** Halves the rate; it comes back within a minute. */
  slowDown(): void
}

type Waiter = { readonly go: () => void; readonly kind: string }

/** After a halving the whole rate is back after so long. */
const recoveryMilliseconds = 60_000
const slowest = 1 / 16

/**
 * A token bucket with a queue before it. Each kind of call has a line of its own, and the lines take turns, so that many
 * of one kind do not hold up the few of another; within a line who came first goes first. Who gives up leaves the line.
 */
export function createTurns({ perSecond, burst }: Rate, { monotonic, wait }: Waiting): Turns {
  const lines = new Map<string, Set<Waiter>>()
  let tokens = burst
  let at = monotonic()
  let factor = 1
  let pumping = false

  const refill = (): void => {
    const now = monotonic()
    const passed = now - at
    tokens = Math.min(burst, tokens + (passed / 1000) * perSecond * factor)
    factor = Math.min(1, factor + passed / recoveryMilliseconds)
    at = now
  }

  /** Takes the first of the line whose turn it is, and sends that line to the back. */
  const next = (): Waiter | undefined => {
    for (const [kind, line] of lines) {
      const [first] = line
      lines.delete(kind)
      if (first === undefined) continue
      line.delete(first)
      if (line.size > 0) lines.set(kind, line)
      return first
    }
    return undefined
  }

  const pump = async (): Promise<void> => {
    if (pumping) return
    pumping = true
    while (lines.size > 0) {
      refill()
      if (tokens < 1) {
        // One after the other: everybody waits for the same next token.
        await wait(((1 - tokens) / (perSecond * factor)) * 1000)
        continue
      }
      const waiter = next()
      if (waiter === undefined) break
      tokens -= 1
      waiter.go()
    }
    pumping = false
  }

  const queue = (kind: string, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const line = lines.get(kind) ?? new Set<Waiter>()
      lines.set(kind, line)
      const giveUp = (): void => {
        line.delete(waiter)
        if (line.size === 0 && lines.get(kind) === line) lines.delete(kind)
        reject(signal?.reason)
      }
      const go = (): void => {
        signal?.removeEventListener('abort', giveUp)
        resolve()
      }
      const waiter: Waiter = { go, kind }
      line.add(waiter)
      signal?.addEventListener('abort', giveUp, { once: true })
      void pump()
    })

  return {
    take: async (kind, signal) => {
      signal?.throwIfAborted()
      refill()
      if (lines.size > 0 || tokens < 1) return queue(kind, signal)
      tokens -= 1
    },
    spend: () => {
      refill()
      tokens -= 1
    },
    slowDown: () => {
      refill()
      factor = Math.max(slowest, factor / 2)
      tokens = Math.min(tokens, 0)
    },
  }
}
