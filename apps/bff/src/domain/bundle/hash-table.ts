import { z } from 'zod'
import { pathInSite, rootOf } from '../drift/path-in-site.ts'

/** What a build by Angular leaves for its service worker: the files of a version, and their hashes. */
export const hashTablePath = 'ngsw.json'
export const hashTableWorker = 'ngsw-worker.js'

/** `path` is percent-encoded, `sha1` in hexadecimal. */
export type HashedFile = { readonly path: string; readonly sha1: string }

const HashTable = z.object({
  assetGroups: z
    .array(z.object({ installMode: z.string().optional(), urls: z.array(z.string()).optional() }))
    .optional(),
  hashTable: z.record(z.string(), z.string()),
})

/**
 * The files that the service worker loads before it takes a version, all or nothing; it leaves the groups that are `lazy` for
 * later. Null when the text is no such table.
 * https://github.com/angular/angular/blob/main/packages/service-worker/worker/src/assets.ts
 */
export function parseHashTable(text: string, siteUrl: string): HashedFile[] | null {
  const parsed = HashTable.safeParse(fromJson(text))
  if (!parsed.success) return null
  const { assetGroups = [], hashTable } = parsed.data
  const urls = assetGroups.flatMap(({ installMode, urls: own = [] }) => (installMode === 'lazy' ? [] : own))
  return [...new Set(urls)].flatMap((url) => {
    const path = pathInSite(url, siteUrl, rootOf(siteUrl))
    const sha1 = hashTable[url]
    return path === null || sha1 === undefined ? [] : [{ path, sha1: sha1.toLowerCase() }]
  })
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
