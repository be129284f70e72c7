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

/** Reads what images say of themselves, from the registry that their reference names: their version, and of an index its images. */
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

  const platformImages: ObservationReaders['platformImages'] = async (environment, wanted) => {
    const { registry, repository, digest } = wanted
    const there: Environment = { ...environment, backend: { ...environment.backend, registry, repository } }
    const found = await images.platforms(there, digest)
    const about = { source: `ecr:BatchGetImage ${repository}@${digest}`, readAt: clock.now().toISOString() }
    return found.ok
      ? { state: 'read', value: found.value, ...about }
      : { state: 'unreadable', problem: found.problem, ...about }
  }
  return { read, platformImages }
}
