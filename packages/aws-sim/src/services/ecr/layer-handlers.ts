import type * as ecr from '@aws-sdk/client-ecr'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import { sha256Digest } from '../../world/images/digest.ts'
import type { Reach, Reached } from './reach.ts'

const smallestPart = 5 * 1024 * 1024

/** Layers, uploaded in parts; an upload belongs to its repository, and is gone when it is complete. */
export function layerHandlers(reach: Reach): Handlers<typeof ecr> {
  const find = ({ repository, repositoryName, registryId }: Reached, uploadId = ''): Uint8Array[] => {
    const parts = repository.uploads.get(uploadId)
    if (parts) return parts
    throw new AwsError(
      'UploadNotFoundException',
      `The upload '${uploadId}' does not exist within the repository with name '${repositoryName}' in the registry with id '${registryId}'`,
    )
  }
  return {
    InitiateLayerUpload(input, call) {
      const { registry, repository } = reach(input, call)
      const uploadId = registry.newUploadId()
      repository.uploads.set(uploadId, [])
      return { uploadId, partSize: 2 * smallestPart }
    },
    UploadLayerPart(input, call) {
      const reached = reach(input, call)
      const parts = find(reached, input.uploadId)
      const { partFirstByte = 0, partLastByte = 0, layerPartBlob = new Uint8Array() } = input
      const received = parts.reduce((total, { length }) => total + length, 0)
      if (partFirstByte !== received || partLastByte !== received + layerPartBlob.length - 1)
        throw new AwsError('InvalidLayerPartException', 'Layer part is invalid', null, null, {
          uploadId: input.uploadId,
          lastValidByteReceived: received - 1,
        })
      parts.push(layerPartBlob)
      return {
        registryId: reached.registryId,
        repositoryName: reached.repositoryName,
        uploadId: input.uploadId,
        lastByteReceived: partLastByte,
      }
    },
    CompleteLayerUpload(input, call) {
      const reached = reach(input, call)
      const { repository, repositoryName, registryId } = reached
      const parts = find(reached, input.uploadId)
      const bytes = Buffer.concat(parts)
      const layerDigest = sha256Digest(bytes)
      if (parts.length === 0) throw new AwsError('EmptyUploadException', 'The upload is empty')
      if (parts.slice(0, -1).some(({ length }) => length < smallestPart))
        throw new AwsError('LayerPartTooSmallException', 'A part but the last is below 5 MiB')
      if (!input.layerDigests?.includes(layerDigest))
        throw new AwsError('InvalidLayerException', 'The digest given is not that of the layer')
      repository.uploads.delete(input.uploadId ?? '')
      if (repository.blobs.has(layerDigest))
        throw new AwsError('LayerAlreadyExistsException', `The layer '${layerDigest}' already exists`)
      repository.blobs.set(layerDigest, bytes)
      return { registryId, repositoryName, uploadId: input.uploadId, layerDigest }
    },
  }
}
