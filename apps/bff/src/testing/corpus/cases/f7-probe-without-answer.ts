import { createServer } from 'node:net'
import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import { checkDrift } from '../../../domain/drift/check-drift.ts'
import { absent } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase, type Answers } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const answers = {
  503: { status: 503, headers: {}, body: 'busy' },
  redirect: { status: 302, headers: { location: 'https://login.shop.example/' }, body: '' },
  401: { status: 401, headers: {}, body: '' },
  404: { status: 404, headers: {}, body: 'no such path' },
  'fallback page': {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<html><head><script src="/a.js"></script></head><body><div id="app"></div></body></html>',
  },
} as const

export const corpusCase = defineCase({
  id: 'F7',
  title: 'A probe that gets no answer, or another one',
  world:
    "The version's address answers 503, redirects to a sign-in, refuses, answers 404 or with the site's page, or nobody listens there.",
  source: 'cases.md',
  right: {
    'app-version': { status: 'fail', says: /does not report its version/ },
    503: { status: 'unknown', says: /answered 503/ },
    redirect: { status: 'unknown', says: /302, a redirect to https:\/\/login\.shop\.example/ },
    401: { status: 'unknown', says: /401/ },
    404: { status: 'fail', says: /does not report its version/ },
    'fallback page': { status: 'fail', says: /does not report its version/ },
    refused: { status: 'unknown', says: /refuses connections/ },
  },
  rules: () => driftAnswers({ appVersion: absent }),
  wire: {
    answers: async ({ world, built, environment }) => {
      const look = async (url: string) => {
        const moved = { ...environment, backend: { ...environment.backend, url } }
        const { observe, factory } = createTestObserver(moved)
        const checks = checkDrift(await observe(moved), moved)
        factory.close()
        return checks.find(({ id }) => id === 'app-version') ?? { status: 'none' }
      }
      const found: [string, Answers[string]][] = []
      for (const [name, answer] of Object.entries(answers)) {
        const door = `${built.bucket}-f7`
        const url = await world.attachDoor(door, { name: door, answer: () => answer })
        found.push([name, await look(url)])
      }
      found.push(['refused', await look(await freeAddress())])
      return Object.fromEntries(found)
    },
  },
})

/** An address at which nobody listens: a port that was free a moment ago. */
async function freeAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`
}
