import type { Reading } from './reading.ts'

/** Why a read gave no values; null when it gave some. */
export function whyUnmeasured(reading: Reading<unknown> | undefined): string | null {
  switch (reading?.state) {
    case 'read':
      return null
    case 'absent':
      return 'The service has no load balancer target group to measure.'
    case 'unreadable':
      return reading.problem.title
    case undefined:
      return 'The metrics have not been read yet.'
  }
}
