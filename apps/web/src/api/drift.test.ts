import type { ProblemCode } from '@lockstep/shared-types/problem'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { driftQuery } from './drift.ts'

const readAfter = (code: ProblemCode, status: number) => {
  const document = {
    type: `/problems/${code}`,
    status,
    instance: '/api/v1/x',
    code,
    title: 'No report',
    detail: null,
    remedy: null,
  }
  vi.stubGlobal('fetch', async () => Response.json(document, { status }))
  const ref = { applicationId: 'storefront', environmentId: 'production' }
  return new QueryClient().fetchQuery(driftQuery(ref))
}

afterEach(() => vi.unstubAllGlobals())

test('an environment that was not checked yet has no report, which is no failure', async () => {
  await expect(readAfter('not-ready', 503)).resolves.toBeNull()
  await expect(readAfter('not-found', 404)).resolves.toBeNull()
})

test('any other problem is one', async () => {
  await expect(readAfter('forbidden', 403)).rejects.toMatchObject({ code: 'forbidden' })
})
