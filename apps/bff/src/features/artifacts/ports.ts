import type { Artifact, ArtifactLabels, ScanFindings } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Environment } from '../../domain/environment.ts'
import type { FrontendFile, FrontendListing } from '../../domain/artifact/frontend-file.ts'
import type { PlatformImage } from '../../domain/artifact/platform.ts'
import type { RegistryImage } from '../../domain/artifact/registry-image.ts'
import type { Publication, PublishedFile } from '../../domain/artifact/retention.ts'
import type { Result } from '../../domain/result.ts'

/** Takes a file's bytes; resolves when the next file may come. A failure ends the stream. */
export type FileConsumer = (file: FrontendFile, body: AsyncIterable<Uint8Array>) => Promise<Result<void>>

/** Looks into the images of an environment's repository, by digest. */
export type FrontendImageReader = {
  labels(environment: Environment, digest: string): Promise<Result<ArtifactLabels>>
  /** The images of all platforms, which the registry scans one by one; the image itself where it is of one. */
  platforms(environment: Environment, digest: string): Promise<Result<readonly PlatformImage[]>>
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

/** An object of the site's bucket; the ETag without quotes. */
export type StoredObject = { readonly size: number; readonly etag: string }
export type ObjectHeaders = {
  readonly contentType: string
  readonly cacheControl: string
  /** Null for a file that is stored as it is. */
  readonly contentEncoding: string | null
}

/** A file that is in the bucket: the ETag that S3 gave it, and what it is served with, as `servedAs` writes it. */
export type ConfirmedFile = { readonly path: string; readonly storedEtag: string; readonly served: string }

/** Where a file goes: path relative to the site's root, the ETag of its content, the headers it is served with. */
export type SiteUpload = ObjectHeaders & { readonly path: string; readonly etag: string }

/** The ETag that S3 gave an object, without quotes. */
export type StoredEtag = { readonly etag: string }

/** The bucket of an environment's site. Paths are relative to the site's root. */
export type SiteBucket = {
  list(environment: Environment, signal: AbortSignal): Promise<Result<ReadonlyMap<string, StoredObject>>>
  /** Null when the object is not there. */
  headers(environment: Environment, path: string, signal: AbortSignal): Promise<Result<ObjectHeaders | null>>
  upload(
    environment: Environment,
    upload: SiteUpload,
    body: Uint8Array,
    signal: AbortSignal,
  ): Promise<Result<StoredEtag>>
  /** For files larger than one part; the object appears only when all of it is there. */
  uploadLarge(
    environment: Environment,
    upload: SiteUpload,
    body: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<Result<StoredEtag>>
  remove(environment: Environment, paths: readonly string[], signal: AbortSignal): Promise<Result<void>>
}

/** Lockstep's own record of what it put into a site; only what stands here is ever removed. */
export type PublishedFiles = {
  files(environment: Environment): Promise<readonly PublishedFile[]>
  publications(environment: Environment): Promise<readonly Publication[]>
  /**
   * Opens the release's publication, or finds the one that is open already. `upload` is recorded as intended, before
   * anything is uploaded; those of `holds` that Lockstep published before are marked as held by this publication too.
   */
  begin(
    environment: Environment,
    publication: {
      readonly releaseId: string
      readonly publishedAt: string
      readonly upload: readonly { readonly path: string; readonly size: number; readonly etag: string }[]
      readonly holds: readonly string[]
    },
  ): Promise<void>
  /** The files are in the bucket. Those without a record stay without one. */
  confirm(environment: Environment, files: readonly ConfirmedFile[]): Promise<void>
  /** The release that published has succeeded. */
  succeed(environment: Environment, releaseId: string): Promise<void>
  forget(environment: Environment, paths: readonly string[]): Promise<void>
}

/** What the registry has for an environment, without looking inside the images. */
export type RegistryList = {
  /** Which repository of which registry it is; the same for environments that share it. */
  placeKey(environment: Environment): Promise<Result<string>>
  /** All tagged images of the repository, in no order. */
  list(environment: Environment): Promise<Result<readonly RegistryImage[]>>
  /** `artifact-not-found` when the registry does not have it. */
  find(environment: Environment, digest: string): Promise<Result<RegistryImage>>
  /** Never fails: what could not be read is `unreadable`. */
  scan(environment: Environment, digest: string): Promise<ScanFindings>
}

/** Null for an environment that the configuration does not name. */
export type FindEnvironment = (ref: EnvironmentRef) => Environment | null

/** Where the images of an application run and ran, by digest. */
export type WhereDeployed = (applicationId: string) => Promise<{
  /** Environments that run it now. */
  readonly now: ReadonlyMap<string, readonly string[]>
  /** Environments that ran it before, with the end of its last successful release there. */
  readonly before: ReadonlyMap<string, Artifact['deployedBefore']>
  /** Environments in which it failed or was rolled back. */
  readonly holds: ReadonlyMap<string, Artifact['holds']>
}>
