import { createHash } from 'node:crypto'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

export const corpusCase = defineCase({
  id: 'R-U7',
  title: 'Hashes of a service worker that do not fit the files',
  world:
    "Tokens in Angular's bundle were replaced after the build, and a picture was left out: ngsw.json states other hashes, so that the service worker takes no new version and its users stay with the old one.",
  source: 'https://github.com/angular/angular/issues/23613',
  right: {
    'site-files': {
      status: 'warn',
      says: [/main-2a6086c4\.js .*ngsw\.json/, /icon\.png/, /version before/],
      never: /styles|index\.html|later\.png/,
    },
  },
  wire: {
    change: (of) => {
      const main = `fetch("${of.built.apiUrl}");navigator.serviceWorker.register("ngsw-worker.js")`
      const head =
        '<link rel="stylesheet" href="/styles-Ab12Cd34.css"><script type="module" src="/main-2a6086c4.js"></script>'
      const kept = { 'index.html': pageOf(of, head), 'styles-Ab12Cd34.css': 'p{}' }
      const app = { ...kept, 'main-2a6086c4.js': main, 'icon.png': 'icon' }
      const urlsOf = (files: object) => Object.keys(files).map((path) => `/${path}`)
      const hashes = Object.entries({ ...app, 'later.png': 'later' }).map(([path, text]) => [
        `/${path}`,
        sha1(text),
      ])
      const table = {
        configVersion: 1,
        index: '/index.html',
        assetGroups: [
          { name: 'app', installMode: 'prefetch', urls: urlsOf(app) },
          { name: 'assets', installMode: 'lazy', urls: ['/later.png'] },
        ],
        hashTable: Object.fromEntries(hashes),
      }
      putFiles(of, {
        ...kept,
        'main-2a6086c4.js': `${main}//replaced`,
        'ngsw-worker.js': 'self.skipWaiting()',
        'ngsw.json': JSON.stringify(table),
      })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
})
