import { createHash } from 'node:crypto'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

export const corpusCase = defineCase({
  id: 'R-U7b',
  title: 'Hashes of a service worker that fit the files',
  world:
    "Angular's service worker as it comes: ngsw.json states the hashes of the files that are there, and of one that is loaded later and has changed.",
  source: 'https://github.com/angular/angular/issues/23613',
  right: {
    'site-files': { status: 'ok' },
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
        'main-2a6086c4.js': main,
        'icon.png': 'icon',
        'later.png': 'changed',
        'ngsw-worker.js': 'self.skipWaiting()',
        'ngsw.json': JSON.stringify(table),
      })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
})
