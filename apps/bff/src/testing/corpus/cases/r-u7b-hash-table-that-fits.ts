import { defineCase } from '../corpus-case.ts'
import { putAngularSite } from '../worlds/angular-worker.ts'

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
    change: (of) =>
      putAngularSite(of, ({ main }) => ({
        'main-2a6086c4.js': main,
        'icon.png': 'icon',
        'later.png': 'changed',
      })),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
})
