import { environment } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { siteAnswers } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'S3b',
  title: 'Two addresses in the code, and no name that says which one counts',
  world: 'One chunk calls the backend, another one the backend of staging, which the configuration also has.',
  source: 'tried',
  right: {
    'endpoint-match': { status: 'unknown', says: /backend\.staging\.example/ },
    'preflight:artifact-endpoint': { status: 'unknown' },
  },
  rules: () =>
    siteAnswers(
      {
        'assets/main.js': 'fetch("https://api.shop.example/x");import("./old.js")',
        'assets/old.js': 'fetch("https://backend.staging.example/y")',
      },
      {
        ...environment,
        settings: {},
        siblings: { backendUrls: ['https://backend.staging.example'], settings: {} },
      },
    ),
})
