import { isIP } from 'node:net'
import { z } from 'zod'

/** What the functions at the edge read under the key `cohort`. Members that Lockstep does not know stay. */
export const CohortValue = z.looseObject({
  /** Short id of the rollout, as it stands in the cookie. */
  rollout: z.string().regex(/^[0-9a-z]{1,32}$/),
  /** Share of the visitors, 0 to 100. */
  percent: z.number().min(0).max(100),
  /** Where the candidate's pages lie, below the site's root, ending with `/`. */
  prefix: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z._/-]*\/$/),
  /** For the cookie, when the backend has a host of its own beside the site's. */
  domain: z.string().optional(),
})
export type CohortValue = z.infer<typeof CohortValue>

/** Whether the functions at the edge take pages from there; of any other prefix they would think nothing stands in the store. */
export const isServedPrefix = (prefix: string): boolean => CohortValue.shape.prefix.safeParse(prefix).success

/** The value, or null when it is none: then the functions take everybody for the baseline. */
export function parseCohort(text: string): CohortValue | null {
  try {
    const parsed = CohortValue.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The end of the release's ULID, which is its random part, in lower case. */
export const cohortId = (releaseId: string): string => releaseId.slice(-8).toLowerCase()

/** The prefix below the site's root: a site in a folder of its bucket is served without that folder. */
export const prefixBelowSite = (candidatePrefix: string, sitePrefix: string): string =>
  sitePrefix !== '' && candidatePrefix.startsWith(sitePrefix)
    ? candidatePrefix.slice(sitePrefix.length)
    : candidatePrefix

/**
 * The domain that the cookie needs so that both hosts get it: `shop.example` for `www.shop.example` and
 * `api.shop.example`. Undefined when one host serves both; null when they share no domain.
 */
export function cookieDomain(siteUrl: string, backendUrl: string): string | null | undefined {
  const [site, backend] = [new URL(siteUrl).hostname, new URL(backendUrl).hostname]
  if (site === backend) return undefined
  if (isIP(site) !== 0 || isIP(backend) !== 0) return null
  const labels = site.split('.')
  for (let from = 0; from < labels.length - 1; from += 1) {
    const domain = labels.slice(from).join('.')
    if (backend === domain || backend.endsWith(`.${domain}`)) return domain
  }
  return null
}
