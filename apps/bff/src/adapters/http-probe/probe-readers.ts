import type { Clock } from '../../domain/clock.ts'
import type { ObservationReaders } from '../../features/drift/ports.ts'
import { createAppVersionReader } from './app-version-reader.ts'
import { createEdgeFileReader } from './edge-file-reader.ts'
import { createHealthReader } from './health-reader.ts'
import type { HttpProbe } from './http-probe.ts'

/** The readers that ask the edge and the application itself. */
export function createProbeReaders(
  probe: HttpProbe,
  clock: Clock,
): Pick<ObservationReaders, 'edgeFile' | 'health' | 'appVersion'> {
  return {
    edgeFile: createEdgeFileReader(probe, clock).read,
    health: createHealthReader(probe, clock).read,
    appVersion: createAppVersionReader(probe, clock).read,
  }
}
