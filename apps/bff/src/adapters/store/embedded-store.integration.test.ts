import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openStore } from './open-store.ts'
import { storeContract } from './testing/store.contract.ts'
import { openTemporaryStore } from './testing/temporary-store.ts'

describe('embedded', () => {
  storeContract(openTemporaryStore)
})

test('a data folder that another Lockstep uses is refused with its name, and is free after close', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lockstep-lock-'))
  const first = await openStore({ dataFolder })
  if (!first.ok) throw new Error(first.problem.title)
  expect(await openStore({ dataFolder })).toMatchObject({
    ok: false,
    problem: { code: 'not-ready', detail: dataFolder },
  })
  await first.value.close()
  const again = await openStore({ dataFolder })
  expect(again.ok).toBe(true)
  if (again.ok) await again.value.close()
  await rm(dataFolder, { recursive: true })
})
