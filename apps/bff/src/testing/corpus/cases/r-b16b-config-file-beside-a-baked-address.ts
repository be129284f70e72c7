import { environment } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { siteAnswers } from '../site-world.ts'

const frontend = { endpointFrom: 'file', endpointFile: 'config.js', endpointKey: 'apiUrl' } as const
const script = 'fetch("http://localhost:3000/orders")'
const doubt = { status: 'unknown', says: /config\.js .*http:\/\/localhost:3000\/orders/ } as const

export const corpusCase = defineCase({
  id: 'R-B16b',
  title: 'A file with the right address, and a script that calls another one',
  world:
    'The page loads config.js, which names the right backend; its script calls the machine of a developer.',
  source: 'tried',
  right: { 'endpoint-match': doubt, 'preflight:artifact-endpoint': doubt },
  rules: () =>
    siteAnswers(
      { 'assets/main.js': script },
      { frontend: { ...environment.frontend, ...frontend } },
      {
        attributes: ['/config.js'],
        declared: { file: 'config.js', key: 'apiUrl', state: 'read', values: ['https://api.shop.example'] },
      },
    ),
})
