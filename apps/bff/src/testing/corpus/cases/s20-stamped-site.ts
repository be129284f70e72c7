import { defineCase } from '../corpus-case.ts'

export const corpusCase = defineCase({
  id: 'S20',
  title: 'A site with a record of its build, in step',
  world: 'The build left a record beside the site; everything is as it was built.',
  source: 'issue 7',
  right: {
    'site-files': { status: 'ok', says: /byte for byte/ },
    'endpoint-match': { status: 'ok' },
    'settings-match': { status: 'ok' },
    drift: { status: ['ok', 'warn'] },
  },
  wire: { options: { change: { current: { record: true } } } },
  server: true,
})
