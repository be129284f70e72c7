import type { FrontendConfig } from '../environment.ts'
import type { Reading } from '../reading.ts'
import type { SiteObservation } from './observation.ts'

type Sites = { readonly edge: SiteObservation; readonly bucket: SiteObservation }

/** The first part of the site in which edge and bucket differ. */
export type SiteDifference = {
  readonly what: 'page' | 'entry script' | 'script' | 'stylesheet' | 'version.txt'
  /** What tells them apart: a version or path, or only their bytes. */
  readonly by: 'name' | 'content'
  /** What both are called; empty when that differs. */
  readonly name: string
  readonly expected: string
  readonly observed: string
}

/**
 * Compares what users get with what the bucket holds: versions and names first, as people understand those, then the
 * contents, as the same version can be two builds. Null when nothing that was read at both places differs.
 */
export function differingPart(o: Sites, { rewrittenAtEdge }: Rewritten): SiteDifference | null {
  const page = differingPage(o)
  // Who has functions at the edge write into pages gets other bytes by intention.
  const isMeant = rewrittenAtEdge && page?.what === 'page' && page.by === 'content'
  return (isMeant ? null : page) ?? differingEntry(o) ?? differingVersionFile(o) ?? differingFile(o)
}

type Rewritten = Pick<FrontendConfig, 'rewrittenAtEdge'>

type Part = Pick<SiteDifference, 'what' | 'name'>
type Content = { readonly sha256: string }

function differingPage({ edge, bucket }: Sites): SiteDifference | null {
  if (edge.html.state !== 'read' || bucket.html.state !== 'read') return null
  const [served, held] = [edge.html.value, bucket.html.value]
  if (served.buildVersion !== held.buildVersion)
    return named('page', held.buildVersion ?? 'no version', served.buildVersion ?? 'no version')
  if (served.entryPath !== held.entryPath)
    return named('entry script', held.entryPath ?? 'no script', served.entryPath ?? 'no script')
  return byContent({ what: 'page', name: served.buildVersion ?? 'index.html' }, held, served)
}

function differingEntry({ edge, bucket }: Sites): SiteDifference | null {
  const [served, held] = [edge.entry, bucket.entry]
  if (served.state === 'read' && held.state === 'read') {
    if (served.value.path !== held.value.path) return null
    return byContent({ what: 'entry script', name: held.value.path }, held.value, served.value)
  }
  if (held.state === 'read' && served.state === 'absent' && edge.html.state === 'read')
    return named('entry script', held.value.path, 'no script')
  return null
}

function differingVersionFile({ edge, bucket }: Sites): SiteDifference | null {
  const [served, held] = [edge.versionFile, bucket.versionFile]
  if (served.state === 'unreadable' || held.state === 'unreadable') return null
  const [file, original] = [versionOf(served), versionOf(held)]
  if (file !== original) return named('version.txt', original ?? 'no version.txt', file ?? 'no version.txt')
  if (served.state !== 'read' || held.state !== 'read') return null
  return byContent({ what: 'version.txt', name: held.value.version }, held.value, served.value)
}

/** Every script and stylesheet that was read at both places: names with a hash of the build may come back with other bytes. */
function differingFile({ edge, bucket }: Sites): SiteDifference | null {
  if (edge.entry.state !== 'read' || bucket.entry.state !== 'read') return null
  const held = bucket.entry.value.files ?? {}
  for (const [path, served] of Object.entries(edge.entry.value.files ?? {})) {
    const original = held[path]
    if (original === undefined || original.sha256 === '' || served.sha256 === '') continue
    const what = path.endsWith('.css') ? 'stylesheet' : 'script'
    const difference = byContent({ what, name: path }, original, served)
    if (difference !== null) return difference
  }
  return null
}

const versionOf = (file: Reading<{ readonly version: string }>): string | null =>
  file.state === 'read' ? file.value.version : null

const named = (what: SiteDifference['what'], expected: string, observed: string): SiteDifference => ({
  what,
  by: 'name',
  name: '',
  expected,
  observed,
})

function byContent(part: Part, held: Content, served: Content): SiteDifference | null {
  if (held.sha256 === served.sha256) return null
  const contentOf = ({ sha256 }: Content): string => `${part.name}, content ${sha256.slice(0, 12)}`
  return { ...part, by: 'content', expected: contentOf(held), observed: contentOf(served) }
}
