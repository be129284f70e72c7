import type { ArtifactLabels } from '@lockstep/shared-types/artifact'
import type { FrontendFile } from '../../domain/artifact/frontend-file.ts'
import type { BundleEvidence } from '../../domain/bundle/bundle-evidence.ts'
import { scanPiecewise } from '../../domain/bundle/scan-piecewise.ts'
import type { ScriptFacts } from '../../domain/bundle/scan-script.ts'
import { wantedOf } from '../../domain/bundle/wanted.ts'
import { standsInPage, weighTags, type JudgedPage } from '../../domain/bundle/weigh-tags.ts'
import { inlineName, parseHtml, withoutPolicies } from '../../domain/drift/parse-html.ts'
import type { Environment } from '../../domain/environment.ts'
import { ok, type Result } from '../../domain/result.ts'
import { inspectScripts } from './inspect-scripts.ts'
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
  /** What the scripts of the folder say; null when its `index.html` leads to none. */
  readonly entry: BundleEvidence | null
  /** Where scripts of its page lie that are not in the folder. */
  readonly elsewhere: readonly string[]
  /** Where a page without a script leads browsers on to; null when it does not. */
  readonly leadsTo: string | null
  /** What the page's own policies judge. */
  readonly page: JudgedPage
}

/**
 * Looks into an image for the plan and the preflight checks: labels, frontend files, and what is baked into its
 * scripts, compared with the environment's settings. `artifact-no-frontend` when there is none. The layers are
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
  const built = parseHtml(indexHtml ?? '', environment.frontend.url)
  const html = environment.frontend.rewrittenAtEdge ? withoutPolicies(built) : built
  const { buildVersion, elsewhere, leadsTo } = html
  const wanted = wantedOf(environment, buildVersion)
  const inline = new Map<string, ScriptFacts>()
  for (const [index, text] of html.inline.entries())
    inline.set(inlineName(index + 1), await scanPiecewise(text, wanted))
  const tags = weighTags(html, inline, wanted)
  const page = { tags, policies: html.policies, refusedBase: html.refusedBase }
  const about = { digest, labels: labels.value, files, totalBytes }
  const inspection = { ...about, buildVersion, elsewhere, leadsTo, page }
  if (html.entryPath === null && !standsInPage(html, tags)) return ok({ ...inspection, entry: null })
  const work = { images: deps.images, environment, digest, html, inline, tags, files, signal }
  const entry = await inspectScripts(work)
  return entry.ok ? ok({ ...inspection, entry: entry.value }) : entry
}
