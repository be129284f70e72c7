import { createHash } from 'node:crypto'
import type { BuiltWorld } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')

/** A site with Angular's service worker, as it was built; then `served` becomes of its files, by path, what is in the bucket. */
export function putAngularSite(
  of: BuiltWorld,
  served: (built: { readonly main: string }) => Readonly<Record<string, string>>,
): void {
  const main = `fetch("${of.built.apiUrl}");navigator.serviceWorker.register("ngsw-worker.js")`
  const head =
    '<link rel="stylesheet" href="/styles-Ab12Cd34.css"><script type="module" src="/main-2a6086c4.js"></script>'
  const kept = { 'index.html': pageOf(of, head), 'styles-Ab12Cd34.css': 'p{}' }
  const app = { ...kept, 'main-2a6086c4.js': main, 'icon.png': 'icon' }
  const table = {
    configVersion: 1,
    index: '/index.html',
    assetGroups: [
      { name: 'app', installMode: 'prefetch', urls: Object.keys(app).map((path) => `/${path}`) },
      { name: 'assets', installMode: 'lazy', urls: ['/later.png'] },
    ],
    hashTable: Object.fromEntries(
      Object.entries({ ...app, 'later.png': 'later' }).map(([path, text]) => [`/${path}`, sha1(text)]),
    ),
  }
  putFiles(of, {
    ...kept,
    ...served({ main }),
    'ngsw-worker.js': 'self.skipWaiting()',
    'ngsw.json': JSON.stringify(table),
  })
}
