import { read } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const health = read({ status: 200, latencyMilliseconds: 9, body: '<html>', isSitePage: true })

export const corpusCase = defineCase({
  id: 'M6',
  title: "The backend's address is answered by the site's page",
  world:
    "The backend's address leads to the distribution, which answers its page with 200 for every path that it does not know.",
  source: 'cases.md',
  right: {
    health: { status: 'fail', says: /page answers .* in the backend's place/ },
    'app-version': { status: 'fail', never: /v\d/ },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () => {
    const { health: check = { status: 'none' }, drift = { status: 'none' } } = driftAnswers({ health })
    return { health: check, drift }
  },
  wire: {
    options: { spaFallback: true },
    configure: (environment, { built }) => ({
      ...environment,
      backend: { ...environment.backend, url: `${built.siteUrl}/api` },
    }),
  },
  server: true,
})
