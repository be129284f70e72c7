import type { FrontendConfig } from '../environment.ts'
import type { DistributionState } from './observation.ts'

/** Whether the distribution serves the bucket that is configured; a sentence without its full stop where it does not. */
export type OriginFit =
  | { readonly fit: 'right' }
  /** It certainly serves something else. */
  | { readonly fit: 'wrong'; readonly why: string }
  /** Something that may be meant, but also a mistake. */
  | { readonly fit: 'doubtful'; readonly why: string }

type Where = Pick<FrontendConfig, 'bucket' | 'prefix' | 'url'>
type Served = Pick<DistributionState, 'id' | 'domainName' | 'aliases' | 'origin' | 'rewritesRequests'>

/** Compares origin, folder and names of the distribution with the configured bucket, prefix and address of the site. */
export function judgeOrigin(distribution: Served, frontend: Where): OriginFit {
  const fits = [
    judgeBucket(distribution, frontend),
    judgeFolder(distribution, frontend),
    judgeNames(distribution, frontend),
  ]
  return (
    fits.find(({ fit }) => fit === 'wrong') ?? fits.find(({ fit }) => fit === 'doubtful') ?? { fit: 'right' }
  )
}

const right: OriginFit = { fit: 'right' }

/** Every form in which S3 names the host of a bucket: with or without region, as a website, dual-stack. */
const bucketHost = /^(.+?)\.s3(?:-website)?(?:[.-][a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/

function judgeBucket({ id, origin, rewritesRequests }: Served, { bucket }: Where): OriginFit {
  if (origin === null) return { fit: 'doubtful', why: `The distribution ${id} names no origin for the page` }
  const served = bucketHost.exec(origin.domainName)?.[1]
  if (served === undefined)
    return {
      fit: 'doubtful',
      why: `The distribution ${id} takes the site from ${origin.domainName}, which does not say whether that is the bucket ${bucket}`,
    }
  if (served === bucket) return right
  // A function may send requests to another origin than the one that is configured.
  return {
    fit: rewritesRequests ? 'doubtful' : 'wrong',
    why: `The distribution ${id} serves the bucket ${served}, not ${bucket}`,
  }
}

/** An S3 bucket that is asked for objects, not for pages as a website is. */
export const givesObjectsOnly = (origin: Served['origin']): boolean =>
  origin !== null && bucketHost.test(origin.domainName) && !/\.s3-website[.-]/.test(origin.domainName)

const folderOf = (...parts: readonly string[]): string => {
  const folder = parts
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')
  return folder === '' ? '' : `${folder}/`
}

/** CloudFront puts the origin path in front of the path that a browser asks for. */
function judgeFolder({ id, origin, rewritesRequests }: Served, { bucket, prefix, url }: Where): OriginFit {
  if (origin === null || !bucketHost.test(origin.domainName)) return right
  const asked = folderOf(origin.path, new URL(url).pathname)
  if (asked === prefix || (rewritesRequests && prefix.startsWith(folderOf(origin.path)))) return right
  return {
    fit: 'wrong',
    why: `The distribution ${id} looks for ${url} at s3://${bucket}/${asked}, but the site is configured to be at s3://${bucket}/${prefix}`,
  }
}

function judgeNames({ id, aliases, domainName }: Served, { url }: Where): OriginFit {
  const { hostname } = new URL(url)
  const names = [domainName, ...aliases]
  if (names.some((name) => coversHost(name.toLowerCase(), hostname))) return right
  return {
    fit: 'doubtful',
    why: `The distribution ${id} answers for ${names.join(', ')}, and not for ${hostname}, where the site is configured to be`,
  }
}

/** `*.shop.example` stands for one more label. */
const coversHost = (name: string, host: string): boolean =>
  name === host || (name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1))
