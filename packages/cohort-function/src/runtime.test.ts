import { describe, expect, test } from 'vitest'
import { loadFunction } from './runtime.ts'
import { eventOf, requestOf } from './testing/visitor.ts'

const event = eventOf('viewer-request', requestOf({ uri: '/a' }))
const load = (body: string, store: Parameters<typeof loadFunction>[1]['store'] = null) =>
  loadFunction(`import cf from 'cloudfront'\n${body}`, { store })

describe('the runtime', () => {
  test('gives values of the store as text and as JSON, and whether a key is there', async () => {
    const store = { get: (key: string) => (key === 'k' ? '{"a":1}' : undefined) }
    const result = await load(
      `async function handler(event) {
         const kvs = cf.kvs()
         event.request.uri = '/' + (await kvs.get('k')) + (await kvs.get('k', { format: 'json' })).a + (await kvs.exists('x'))
         return event.request
       }`,
      store,
    ).run(event)
    expect(result).toMatchObject({ uri: '/{"a":1}1false' })
  })

  test.each([
    ['throws', 'function handler() { throw new Error("no") }', 'no'],
    ['has no store', 'async function handler() { await cf.kvs().get("x") }', 'no key value store'],
    ['returns nothing', 'function handler() {}', 'no object'],
    [
      'returns no address',
      'function handler(e) { e.request.uri = "x"; return e.request }',
      'neither a request',
    ],
    ['uses what the edge has not', 'function handler(e) { new Map() }', 'Map is not defined'],
    ['uses a method too new', 'function handler(e) { [1].toSorted() }', 'toSorted is not a function'],
    ['reaches for Node', 'function handler(e) { process.exit() }', 'process is not defined'],
  ])('rejects when the function %s', async (_, body, why) => {
    const message = expect.stringContaining(why)
    await expect(load(body).run(event)).rejects.toMatchObject({ message })
  })

  test.each([
    ['does not parse', 'function handler() {', 'Unexpected'],
    ['has no handler', 'function main(e) { return e.request }', 'no handler'],
    [
      'imports something else',
      "import fs from 'fs'\nfunction handler(e) { return e.request }",
      'only the module',
    ],
  ])('does not load code that %s', (_, body, why) => {
    expect(() => load(body)).toThrow(why)
  })

  test('lets a function answer by itself', async () => {
    const answer = await load(
      'function handler() { return { statusCode: 302, headers: { location: { value: "/b" } } } }',
    ).run(event)
    expect(answer).toEqual({ statusCode: 302, headers: { location: { value: '/b' } } })
  })
})
