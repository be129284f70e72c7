import type { ArtifactLabels } from '@lockstep/shared-types/artifact'
import type { FrontendFile } from '../../domain/artifact/frontend-file.ts'
import { expectedSettings } from '../../domain/drift/expected-settings.ts'
import { findSettings } from '../../domain/drift/find-settings.ts'
import { parseHtml } from '../../domain/drift/parse-html.ts'
import type { Environment } from '../../domain/environment.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { FrontendImageReader } from './ports.ts'

/** What is inside an image, before it goes anywhere. */
export type ArtifactInspection = {
  readonly digest: string
  readonly labels: ArtifactLabels
  /** Sorted by path. */
  readonly files: readonly FrontendFile[]
  readonly totalBytes: number
  /** `data-build-version` of `index.html`; null when it has none. */
  readonly buildVersion: string | null
  /** The entry script that `index.html` loads; null when it names none that the image holds. */
  readonly entry: {
    readonly path: string
    /** Settings of the environment found in it, by name. */
    readonly settings: Readonly<Record<string, string>>
    /** Forbidden values found in it. */
    readonly forbidden: readonly string[]
  } | null
}

/** A larger entry script is not looked into beyond this. */
const entryBytes = 32 * 1024 * 1024

/**
 * Looks into an image for the plan and the preflight checks: labels, frontend files, and what is baked into its entry
 * bundle, compared with the environment's settings. `artifact-no-frontend` when there is none. The layers are
 * remembered by digest, so that a second look costs little.
 */
export async function inspectArtifact(
  deps: { readonly images: FrontendImageReader },
  input: { readonly environment: Environment; readonly digest: string; readonly signal?: AbortSignal },
): Promise<Result<ArtifactInspection>> {
  const { environment, digest, signal = new AbortController().signal } = input
  const [labels, listing] = await Promise.all([
    deps.images.labels(environment, digest),
    deps.images.frontend(environment, digest),
  ])
  if (!listing.ok) return listing
  if (!labels.ok) return labels
  const { files, totalBytes, indexHtml } = listing.value
  const html = parseHtml(indexHtml ?? '', environment.frontend.url)
  const entryFile = files.find((file) => file.path === html.entryPath && file.size <= entryBytes)
  const inspection = { digest, labels: labels.value, files, totalBytes, buildVersion: html.buildVersion }
  if (entryFile === undefined) return ok({ ...inspection, entry: null })

  let script = ''
  const decoder = new TextDecoder()
  const streamed = await deps.images.stream(
    environment,
    [entryFile],
    digest,
    async (_file, body) => {
      script = ''
      for await (const chunk of body) script += decoder.decode(chunk, { stream: true })
      script += decoder.decode()
      return ok(undefined)
    },
    signal,
  )
  if (!streamed.ok) return streamed
  const found = findSettings(
    script,
    expectedSettings(environment, html.buildVersion),
    environment.forbiddenValues,
  )
  return ok({ ...inspection, entry: { path: entryFile.path, ...found } })
}
