import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadConfiguration } from './load-configuration.ts'
import { minimalYaml } from './testing/minimal-yaml.ts'

it('reads a file, and says so when there is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-configuration-'))
  const file = join(folder, 'lockstep.yaml')
  expect(await loadConfiguration(file, {})).toMatchObject({
    ok: false,
    errors: [{ message: 'there is no such file' }],
  })
  expect(await loadConfiguration(folder, {})).toMatchObject({
    ok: false,
    errors: [{ message: 'the file cannot be read (EISDIR)' }],
  })
  await writeFile(file, minimalYaml)
  expect(await loadConfiguration(file, {})).toMatchObject({ ok: true, value: { file } })
  await rm(folder, { recursive: true })
})
