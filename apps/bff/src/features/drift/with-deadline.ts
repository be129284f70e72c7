import type { Clock } from '../../domain/clock.ts'
import type { Reading } from '../../domain/reading.ts'

/**
 * Waits for a read at most so long; afterwards it counts as unreadable, so that one source that hangs or a
 * reader that throws never holds up or hides the others.
 */
export async function withDeadline<T>(
  source: string,
  milliseconds: number,
  clock: Clock,
  read: () => Promise<Reading<T>>,
): Promise<Reading<T>> {
  const unreadable = (code: 'aws-unavailable' | 'internal', title: string, detail: string): Reading<T> => ({
    state: 'unreadable',
    problem: { code, title, detail, remedy: 'Lockstep reads it again with the next drift check.' },
    source,
    readAt: clock.now().toISOString(),
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Reading<T>>((resolve) => {
    timer = setTimeout(() => {
      const detail = `no answer within ${milliseconds} ms`
      resolve(unreadable('aws-unavailable', `${source} took too long.`, detail))
    }, milliseconds)
  })
  try {
    return await Promise.race([read(), late])
  } catch (error) {
    return unreadable(
      'internal',
      `${source} could not be read because of a fault of Lockstep.`,
      String(error),
    )
  } finally {
    clearTimeout(timer)
  }
}
