import { mayBeContentHashed } from '../artifact/content-hash-name.ts'
import type { FreshnessHeaders } from '../drift/cache-control.ts'
import { placedMentions, type ReadScript } from './script-links.ts'

/** A service worker of the site, or a script that one loads under a name that does not change. */
export type ServiceWorkerFile = {
  readonly path: string
  /** The service worker that loads it; null for a service worker itself. */
  readonly loadedBy: string | null
  readonly headers: FreshnessHeaders
}

const serviceWorkerName = /(^|[-_./])(sw|service-?worker|ngsw-worker)\.m?js$/i

/** `headersOf` knows those that are there. */
export function serviceWorkersOf(
  scripts: ReadonlyMap<string, ReadScript>,
  { siteUrl, baseUrl }: { readonly siteUrl: string; readonly baseUrl: string },
  headersOf: ReadonlyMap<string, FreshnessHeaders>,
): ServiceWorkerFile[] {
  const of = (path: string, loadedBy: string | null): ServiceWorkerFile[] => {
    const headers = headersOf.get(path)
    return headers === undefined ? [] : [{ path, loadedBy, headers }]
  }
  const mentions = (script: ReadScript) => placedMentions(script, siteUrl, baseUrl)
  const workers = new Set(
    [...scripts.values()].flatMap((script) =>
      mentions(script).flatMap(({ text, certainty, isServiceWorker, paths }) =>
        isServiceWorker || (certainty === 'likely' && serviceWorkerName.test(text)) ? paths : [],
      ),
    ),
  )
  return [...workers].flatMap((worker) => {
    const script = scripts.get(worker)
    const loaded = script === undefined ? [] : mentions(script).filter(({ isStrict }) => isStrict)
    const paths = loaded.flatMap(({ paths: own }) => own).filter((path) => !mayBeContentHashed(path))
    return [...of(worker, null), ...paths.flatMap((path) => of(path, worker))]
  })
}
