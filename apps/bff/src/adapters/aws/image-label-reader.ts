import type { Clock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { ok } from '../../domain/result.ts'
import type { ObservationReaders } from '../../features/drift/ports.ts'
import { createFrontendImageReader } from '../image/frontend-image-reader.ts'
import type { AwsClientFactory } from './clients.ts'
import { registryClient } from './registry-client.ts'
import { createEcrRegistry } from './registry-images.ts'
import type { FindRegistryPlace } from './registry-place.ts'

/** Reads the version that an image's label states, from the registry that the image's reference names. */
export function createImageLabelReader(factory: AwsClientFactory, clock: Clock) {
  const placeOf: FindRegistryPlace = async (environment) => {
    const client = registryClient(factory, environment, environment.backend.registry)
    return client.ok ? ok({ ...client.value, key: '', unsure: null }) : client
  }
  const images = createFrontendImageReader(createEcrRegistry(factory, {}, placeOf))

  const read: ObservationReaders['imageLabel'] = async (environment, { registry, repository, digest }) => {
    const there: Environment = { ...environment, backend: { ...environment.backend, registry, repository } }
    const labels = await images.labels(there, digest)
    const about = { source: `ecr:BatchGetImage ${repository}@${digest}`, readAt: clock.now().toISOString() }
    const version = labels.ok ? labels.value.version : null
    const reading: Reading<string> = !labels.ok
      ? { state: 'unreadable', problem: labels.problem, ...about }
      : version === null
        ? { state: 'absent', ...about }
        : { state: 'read', value: version, ...about }
    return reading
  }
  return { read }
}
