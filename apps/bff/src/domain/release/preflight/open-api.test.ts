import { expect, test } from 'vitest'
import { missingEndpoints } from './open-api.ts'

const document = {
  openapi: '3.1.0',
  paths: {
    '/api/v2/courses/{courseId}': { get: {}, parameters: [] },
    '/api/v2/courses': { get: {}, post: {} },
  },
}

test.each([
  ['GET /api/v2/courses', true],
  ['get /api/v2/courses', true],
  ['DELETE /api/v2/courses', false],
  ['GET /api/v2/courses/{id}', true],
  ['GET /api/v2/courses/{id}/lessons', false],
  ['GET /api/v2/courses/7', false],
  ['PARAMETERS /api/v2/courses/{id}', false],
  ['GET', false],
])('%s is named by the document: %s', (endpoint, named) => {
  expect(missingEndpoints(document, [endpoint])).toEqual(named ? [] : [endpoint])
})

test('a path counts from the root of the backend as well as from that of a server', () => {
  const below = {
    paths: { '/courses/{id}': { get: {} } },
    servers: [{ url: 'https://api.example/api/v2/' }],
  }
  expect(missingEndpoints(below, ['GET /api/v2/courses/{id}', 'GET /courses/{id}'])).toEqual([])
  expect(missingEndpoints({ paths: below.paths, basePath: '/v1' }, ['GET /v1/courses/{id}'])).toEqual([])
})

test.each([null, 'text', {}, { paths: [] }])('%j is no OpenAPI document', (what) => {
  expect(missingEndpoints(what, ['GET /api'])).toBeNull()
})
