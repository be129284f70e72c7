import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseBuildRecord } from '@lockstep/shared-types/build-record'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { run } from '../run.ts'
import { stampCommand } from '../stamp-command.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-stamp-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<html data-build-version="v20261119-101500"></html>')
  await writeFile(join(folder, 'assets', 'b.js'), 'b')
  await writeFile(join(folder, 'assets', 'a.js'), '')
  await writeFile(join(folder, 'version.txt'), 'old')
})
afterEach(() => rm(folder, { recursive: true }))

async function stamp(...args: string[]) {
  const said: string[] = []
  const output = {
    out: (text: string) => void said.push(text),
    err: (text: string) => void said.push(text),
    paint: (text: string) => text,
    width: null,
  }
  const code = await run([stampCommand], ['stamp', ...args], {
    variables: { VITE_B: '2', VITE_A: '1', HOME: '/x' },
    output,
  })
  return { code, said: said.join('') }
}
const text = () => readFile(join(folder, 'lockstep-build.json'), 'utf8')

it('writes version, commit, settings and every file with its hashes, the same each time', async () => {
  const args = [
    folder,
    '--commit',
    '622d2103',
    '--env',
    'VITE_',
    '--setting',
    'API=a=b',
    '--endpoint',
    'https://api.shop.example',
  ]
  expect(await stamp(...args)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/3 files, .* version v20261119-101500/),
  })
  const first = await text()
  await stamp(...args)
  expect(await text()).toBe(first)
  expect(parseBuildRecord(first)).toMatchObject({
    version: 'v20261119-101500',
    commit: '622d2103',
    endpoint: 'https://api.shop.example',
    settings: { API: 'a=b', VITE_A: '1', VITE_B: '2' },
    files: [
      { path: 'assets/a.js', bytes: 0, md5: 'd41d8cd98f00b204e9800998ecf8427e' },
      {
        path: 'assets/b.js',
        bytes: 1,
        sha256: '3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d',
      },
      { path: 'index.html' },
    ],
  })
})

it('takes the version that it is told, and says what it cannot do', async () => {
  await stamp(folder, '--version', '1.4.2')
  expect(parseBuildRecord(await text())).toMatchObject({ version: '1.4.2', settings: {} })
  expect(await stamp(folder, '--setting', 'nothing')).toMatchObject({
    code: 2,
    said: expect.stringContaining('NAME=VALUE'),
  })
  expect(await stamp(join(folder, 'gone'))).toMatchObject({
    code: 2,
    said: expect.stringContaining('could not be stamped'),
  })
  expect(await stamp()).toMatchObject({ code: 2, said: expect.stringContaining('DIST is needed') })
})
