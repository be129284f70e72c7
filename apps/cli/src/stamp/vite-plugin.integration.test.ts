import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseBuildRecord } from '@lockstep/shared-types/build-record'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { lockstepStamp } from './vite-plugin.ts'

it('stamps what a Vite build has written, with the settings that it baked in', async () => {
  const root = await mkdtemp(join(tmpdir(), 'lockstep-vite-'))
  try {
    await writeFile(join(root, 'index.html'), '<script type="module" src="/main.js"></script>')
    await writeFile(join(root, 'main.js'), 'fetch(import.meta.env.VITE_API_URL);import("./lazy.js")')
    await writeFile(join(root, 'lazy.js'), 'export const lazy = 1')
    await writeFile(join(root, '.env'), 'VITE_API_URL=https://api.shop.example\nSECRET=x\n')
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      plugins: [lockstepStamp({ version: '1.4.2' })],
    })
    const dist = join(root, 'dist')
    const record = parseBuildRecord(await readFile(join(dist, 'lockstep-build.json'), 'utf8'))
    expect(record).toMatchObject({ version: '1.4.2', settings: { VITE_API_URL: 'https://api.shop.example' } })
    const files = (await readdir(dist, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    )
    expect(record?.files).toHaveLength(files.length - 1)
    expect(record?.files.filter(({ path }) => path.endsWith('.js'))).toHaveLength(2)
  } finally {
    await rm(root, { recursive: true })
  }
})
