import type { DriftCheckId } from '@lockstep/shared-types/drift'
import { check } from '../../../domain/drift/testing/check.ts'
import {
  entryValue,
  htmlValue,
  lastRelease,
  read,
  site,
} from '../../../domain/drift/testing/drift-fixture.ts'
import type { Observation } from '../../../domain/drift/observation.ts'
import type { OwnFiles } from '../../../domain/drift/own-files.ts'
import { defineCase, type Answer } from '../corpus-case.ts'

/** What is proposed, and for which half. */
const proposed = (id: DriftCheckId, change: Partial<Observation>): Answer => {
  const { remedy } = check(id, change)
  const scope = remedy?.kind === 'deploy' ? ` (${remedy.scope})` : ''
  return { status: remedy?.kind ?? 'none', sentence: `${remedy?.label ?? ''}${scope}` }
}

const scriptless = site({
  html: read({ ...htmlValue, buildVersion: null, entryPath: null }),
  entry: { state: 'absent', source: 'test', readAt: htmlValue.lastModified },
})
const maintenance = { edge: scriptless, bucket: scriptless }
const calls = {
  ...entryValue,
  settings: { ...entryValue.settings, VITE_API_URL: 'https://api.staging.example' },
}
const misled = { edge: site({ entry: read(calls) }), bucket: site({ entry: read(calls) }) }
const own = (alteredCount: number): Pick<Observation, 'ownFiles'> => {
  const altered = [{ path: entryValue.path, writtenAt: '2026-11-20T08:00:00.000Z' }]
  return {
    ownFiles: read<OwnFiles>({
      compared: 9,
      notCompared: 0,
      altered: altered.slice(0, alteredCount),
      alteredCount,
    }),
  }
}

export const corpusCase = defineCase({
  id: 'R-X2',
  title: 'A wrong frontend beside a right backend',
  world:
    'The bucket holds the version that the backend runs, and it is wrong: a maintenance page in its place; scripts that call another backend, written by hand after the release, or just as Lockstep published them.',
  source: 'tried',
  right: {
    'maintenance page': { status: 'deploy', says: [/Publish the frontend of v\S+ again/, /\(frontend\)/] },
    'maintenance page, settings': { status: 'deploy', says: /\(frontend\)/ },
    'changed by hand': { status: 'deploy', says: [/Publish the frontend of v\S+ again/, /\(frontend\)/] },
    // A frontend of another version beside this backend would be out of step with it.
    'built so': { status: 'deploy', says: [/Deploy another version/, /\(both\)/] },
    'not known': { status: 'deploy', says: /\(both\)/ },
    'never released by Lockstep in this version': { status: 'deploy', says: /\(both\)/ },
  },
  rules: () => ({
    'maintenance page': proposed('endpoint-match', maintenance),
    'maintenance page, settings': proposed('settings-match', maintenance),
    'changed by hand': proposed('endpoint-match', { ...misled, ...own(1) }),
    'built so': proposed('endpoint-match', { ...misled, ...own(0) }),
    'not known': proposed('endpoint-match', misled),
    'never released by Lockstep in this version': proposed('endpoint-match', {
      ...misled,
      ...own(1),
      lastRelease: read({ ...lastRelease, version: 'v1', digest: 'sha256:1' }),
    }),
  }),
})
