import type { Release } from '@lockstep/shared-types/release'
import { expect } from 'vitest'
import { verifyAudit } from '../adapters/store/audit-store.ts'
import { openStore } from '../adapters/store/open-store.ts'
import type { CrashWorld } from './crash-world.ts'
import type { Effects } from './effects.ts'

/** What must hold after a release of both halves, however often its process was killed. */
export async function expectWhole(
  { api, built, simulator }: CrashWorld,
  release: Release,
  effects: Effects,
): Promise<void> {
  expect(release).toMatchObject({ status: 'succeeded', failure: null })
  expect(release.steps.map(({ state }) => state)).toEqual(release.steps.map(() => 'succeeded'))
  const times = release.steps.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt])
  expect(times).toEqual(times.toSorted())

  expect(effects.registered).toBe(1)
  // Asking for what is asked for already changes nothing; asking for something else would.
  expect(new Set(effects.updated).size).toBe(1)
  expect(effects.updated).toHaveLength(1)
  expect(new Set(effects.invalidationReferences)).toEqual(new Set([release.id]))
  expect(effects.invalidations).toBe(1)

  // Each file once, and what refers to files only after them.
  expect(effects.written.toSorted()).toEqual([...new Set(effects.written)].toSorted())
  const site = [...built.versions.values()].find(({ digest }) => digest === release.artifact?.digest)?.site
  const assets = effects.written.filter((key) => key.startsWith('assets/'))
  expect(assets).toContain(site?.entryPath)
  expect(effects.written.slice(0, assets.length)).toEqual(assets)
  expect(effects.written.slice(-2)).toEqual(['index.html', 'version.txt'])
  for (const { path, body } of site?.files ?? [])
    expect(Buffer.from(simulator.world.s3.get(built.bucket, path)?.body ?? []), path).toEqual(
      Buffer.from(body),
    )

  const report = await api.checkDrift()
  expect(report.checks.filter(({ status }) => status !== 'ok')).toEqual([])

  const sameArtifact = (await api.releases()).filter(
    ({ artifact, kind }) => artifact?.digest === release.artifact?.digest && kind === release.kind,
  )
  expect(sameArtifact.map(({ id }) => id)).toEqual([release.id])
  const audited = (await api.audit()).filter(({ releaseId }) => releaseId === release.id)
  expect(audited.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'release.end succeeded',
    'release.start accepted',
  ])
}

/** The audit chain of a store whose process has ended. */
export async function expectAuditChain(dataFolder: string): Promise<void> {
  const opened = await openStore({ dataFolder })
  if (!opened.ok) throw new Error(opened.problem.title)
  try {
    expect(await verifyAudit(opened.value)).toBeNull()
  } finally {
    await opened.value.close()
  }
}
