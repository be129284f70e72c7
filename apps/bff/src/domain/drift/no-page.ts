import type { Remedy } from '@lockstep/shared-types/drift'
import type { Environment } from '../environment.ts'
import type { Reading } from '../reading.ts'
import type { DistributionState, Observation } from './observation.ts'
import { instructions } from './remedies.ts'
import { givesObjectsOnly } from './site-origin.ts'

/** The edge's address of the site answers, and with no page. */
export type NoPage = {
  /** What came instead, in brackets; empty where that is not known. */
  readonly answered: string
  /** Reads on after "serves no page"; null where nothing tells. */
  readonly why: string | null
  /** What helps, where the edge is not only to let go of what it has; null: see `siteRemedy`. */
  readonly remedy: Remedy | null
}

type Cause = Pick<NoPage, 'why' | 'remedy'>

const meanings: Readonly<Record<number, string>> = {
  403: ', access denied',
  404: ', not found',
  410: ', gone for good',
}

/** Of what is not there: with which status that was said. */
export const answeredWith = (reading: Reading<unknown>): string =>
  reading.state === 'absent' && reading.status !== undefined
    ? ` (${reading.status}${meanings[reading.status] ?? ''})`
    : ''

/** Null where there is a page at the edge, or where that is not known. */
export function noPage(o: Observation, environment: Environment): NoPage | null {
  const { html } = o.edge
  if (isList(o, environment))
    return { answered: ' but a list of the bucket', ...(rootless(o, environment) ?? unknown) }
  if (html.state !== 'absent') return null
  return { answered: answeredWith(html), ...causeOf(o, environment) }
}

const unknown: Cause = { why: null, remedy: null }

function causeOf(o: Observation, environment: Environment): Cause {
  const { edge, bucket, distribution } = o
  if (bucket.html.state === 'absent') return { why: 'as the bucket holds no index.html', remedy: null }
  if (isRefused(edge.html) && isRefused(edge.versionFile) && bucket.versionFile.state === 'read')
    return { why: 'as S3 does not let CloudFront read the bucket', remedy: letItRead }
  const found = rootless(o, environment)
  if (found !== null) return found
  if (!isRefused(edge.html)) return unknown
  if (distribution.state !== 'read') return { why: null, remedy: lookAtBoth }
  // Where something of the bucket is served, the edge may only keep an answer from before the page was there.
  if (edge.versionFile.state === 'read') return unknown
  const held = bucket.html.state === 'read' ? 'though the bucket holds one, ' : ''
  return { why: `${held}as it seems because S3 does not let CloudFront read it`, remedy: letItRead }
}

const isRefused = (reading: Reading<unknown>): boolean => reading.state === 'absent' && reading.status === 403

/**
 * CloudFront itself finds the page of an address only at the root of a host, by the default root object. A function may do
 * otherwise, and so does an origin that finds pages by itself (S3's website endpoints).
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html
 */
function rootless(o: Observation, { frontend }: Environment): Cause | null {
  if (o.distribution.state !== 'read' || !asksForObjects(o.distribution.value)) return null
  const { defaultRootObject: root } = o.distribution.value
  const { pathname } = new URL(frontend.url)
  const folder = pathname.replace(/\/*$/, '/')
  if (folder !== '/')
    return { why: `as it looks for index.html only at its root, and not in ${folder}`, remedy: findPage }
  if (root === '')
    return { why: 'as it has no default root object and so does not look for index.html', remedy: setRoot }
  return root === 'index.html'
    ? null
    : { why: `as its default root object is ${root}, and the page is index.html`, remedy: setRoot }
}

const asksForObjects = ({ rewritesRequests, origin }: DistributionState): boolean =>
  !rewritesRequests && givesObjectsOnly(origin)

/** S3 answers the root of a bucket with the names of its objects to whoever may list it. */
const isList = ({ edge, distribution }: Observation, { frontend }: Environment): boolean =>
  edge.html.state === 'read' &&
  edge.html.value.contentType === 'application/xml' &&
  edge.html.value.buildVersion === null &&
  edge.html.value.entryPath === null &&
  distribution.state === 'read' &&
  distribution.value.defaultRootObject === '' &&
  new URL(frontend.url).pathname === '/' &&
  asksForObjects(distribution.value)

const setRoot = instructions(
  'Set the default root object',
  'Set the default root object of the distribution to index.html, and wait until CloudFront has deployed that. Neither an invalidation nor a release changes it.',
)

const findPage = instructions(
  'Lead the address to its page',
  'Let a CloudFront function (viewer request) add index.html to addresses that end with a slash, or give the site a host of its own and set the default root object. Neither an invalidation nor a release changes it.',
)

const letItRead = instructions(
  'Let CloudFront read the bucket',
  "Compare the bucket's policy with the distribution: it has to allow CloudFront s3:GetObject for this distribution (origin access control), and deny it nothing; the key of encrypted objects has to let CloudFront decrypt. Look also at Block Public Access where the bucket is public. Only if all that is right does the edge keep an old answer: then invalidate it.",
)

const lookAtBoth = instructions(
  'Look at the default root object and the bucket policy',
  'The distribution could not be read. Look in CloudFront whether its default root object is index.html, and whether the policy of the bucket lets it read. An invalidation helps only where both are right.',
)
