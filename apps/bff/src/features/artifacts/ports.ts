import type { ArtifactLabels } from '@lockstep/shared-types/artifact'
import type { Environment } from '../../domain/environment.ts'
import type { FrontendFile, FrontendListing } from '../../domain/artifact/frontend-file.ts'
import type { Result } from '../../domain/result.ts'

/** Takes a file's bytes; resolves when the next file may come. A failure ends the stream. */
export type FileConsumer = (file: FrontendFile, body: AsyncIterable<Uint8Array>) => Promise<Result<void>>

/** Looks into the images of an environment's repository, by digest. */
export type FrontendImageReader = {
  labels(environment: Environment, digest: string): Promise<Result<ArtifactLabels>>
  /** All files of the frontend folder; `artifact-no-frontend`, `artifact-hostile`, `artifact-too-large` where it has none or must not be used. */
  frontend(environment: Environment, digest: string): Promise<Result<FrontendListing>>
  /** Streams the given files of the image, each once, in whatever order they come. Fails when one could not be read. */
  stream(
    environment: Environment,
    files: readonly FrontendFile[],
    digest: string,
    consume: FileConsumer,
    signal: AbortSignal,
  ): Promise<Result<void>>
}
