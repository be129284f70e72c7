import type { Remedy } from '@lockstep/shared-types/drift'
import type { Observation } from './observation.ts'
import { instructions } from './remedies.ts'

type Sites = Pick<Observation, 'edge' | 'bucket'>

/**
 * Whether the page that users get is the very object of the bucket: S3 gives each write another Last-Modified, and other
 * bytes another ETag (a weak one where they were packed on the way). What differs was then changed on the way.
 */
function isSameObject({ edge, bucket }: Sites): boolean {
  if (edge.html.state !== 'read' || bucket.html.state !== 'read') return false
  const [served, held] = [edge.html.value, bucket.html.value]
  const [etag, written] = [strong(held.etag), held.lastModified]
  return etag !== null && written !== null && strong(served.etag) === etag && served.lastModified === written
}

const strong = (etag: string | null): string | null => etag?.replace(/^W\//, '') ?? null

/** Something between bucket and users writes into the page. */
export const isWrittenInto = (o: Sites): boolean =>
  isSameObject(o) &&
  o.edge.html.state === 'read' &&
  o.bucket.html.state === 'read' &&
  o.edge.html.value.sha256 !== o.bucket.html.value.sha256

/** Something between bucket and users says how long the page may be kept. */
export const isHeaderSetAtEdge = (o: Sites): boolean =>
  isSameObject(o) &&
  o.edge.html.state === 'read' &&
  o.bucket.html.state === 'read' &&
  o.edge.html.value.cacheControl !== o.bucket.html.value.cacheControl

export const sayWhetherMeant: Remedy = instructions(
  'Say whether that is meant',
  'When functions at the edge, or a service before it, write into pages, set frontend.rewrittenAtEdge in the configuration: names, scripts and version.txt are then compared, and the bytes of pages are not. Otherwise find what does it and take it away. No invalidation changes it.',
)

export const correctHeaderAtEdge: Remedy = instructions(
  'Correct the header where it is set',
  'The edge serves the very object that the bucket holds, with another Cache-Control: a response headers policy of the distribution, a function, or a service before it sets that. Take Cache-Control out of it, or let the header of the bucket count, and then invalidate the page. An invalidation alone changes nothing.',
)
