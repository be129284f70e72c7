import { defineCase } from '../corpus-case.ts'
import { putAngularSite } from '../worlds/angular-worker.ts'

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
    change: (of) => putAngularSite(of, ({ main }) => ({ 'main-2a6086c4.js': `${main}//replaced` })),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
})
