import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from './open-store.ts'

const secret = 'SECRET%21PW'

async function problemOf(options: Parameters<typeof openStore>[0]) {
  const opened = await openStore(options)
  if (opened.ok) throw new Error('the store was opened')
  return opened.problem
}

test.each([
  ['a host that refuses', `postgres://u:${secret}@127.0.0.1:1/db`, '127.0.0.1:1/db: connect ECONNREFUSED'],
  ['a name that does not exist', `postgres://u:${secret}@nothing.invalid/db`, 'nothing.invalid/db: '],
  ['a password that is not encoded', 'postgres://u:SECRET%PW@127.0.0.1:1/db', '127.0.0.1:1/db: '],
  ['no address', `${secret} is no address`, 'DATABASE_URL'],
  ['a broken address', `postgres://u:${secret}@[::bad/db`, 'DATABASE_URL'],
  ['an address of something else', `http://u:${secret}@127.0.0.1:1/`, 'DATABASE_URL'],
  ['an empty value', '', 'DATABASE_URL'],
])('a database that cannot be used is named without its password: %s', async (_name, databaseUrl, place) => {
  const problem = await problemOf({ databaseUrl })
  expect(problem).toMatchObject({ code: 'not-ready', remedy: expect.stringMatching(/\S/) })
  expect(problem.detail).toContain(place)
  expect(JSON.stringify(problem)).not.toMatch(/SECRET/)
})

test('a server that is not a database is named', async () => {
  const server = createServer((socket) =>
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n').on('error', () => undefined),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const problem = await problemOf({ databaseUrl: `postgres://u:${secret}@127.0.0.1:${port}/db` })
  expect(problem.title).toBe('The database cannot be used.')
  server.close()
})

test('a data folder that is a file is refused with its name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-file-'))
  const dataFolder = join(folder, 'file')
  await writeFile(dataFolder, '')
  const problem = await problemOf({ dataFolder })
  expect(problem.title).toBe('The data folder cannot be used.')
  expect(problem.detail).toContain(dataFolder)
  await rm(folder, { recursive: true })
})
