import { severities, type ScanFindings } from '@lockstep/shared-types/artifact'

/** The least certain first: what is not known of one platform is not known of the image. */
const states: readonly ScanFindings['state'][] = [
  'unreadable',
  'failed',
  'in-progress',
  'not-scanned',
  'complete',
]

/** The findings of an image of several platforms: of each severity the most that one of them has. */
export function mergeScans(scans: readonly ScanFindings[]): ScanFindings {
  const state = states.find((one) => scans.some((scan) => scan.state === one)) ?? 'not-scanned'
  const counts = severities.flatMap((severity): [string, number][] => {
    const found = scans.flatMap((scan) => scan.counts[severity] ?? [])
    return found.length === 0 ? [] : [[severity, Math.max(...found)]]
  })
  return { state, counts: Object.fromEntries(counts) }
}
