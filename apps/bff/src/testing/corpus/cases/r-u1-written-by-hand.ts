import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import { createDriftReport } from '../../../domain/drift/drift-report.ts'
import { absent, lastRelease, read, version } from '../../../domain/drift/testing/drift-fixture.ts'
import type { OwnFiles } from '../../../domain/drift/own-files.ts'
import { createMemoryPublishedFiles } from '../../../features/artifacts/testing/memory-published-files.ts'
import { noReleases } from '../../../features/drift/ports.ts'
import { defineCase, type Answers, type WireRig } from '../corpus-case.ts'
import { driftAnswers, reportAnswers } from '../drift-answers.ts'
import { publishAnswers } from '../own-build.ts'
import { putFiles } from '../site-world.ts'

const altered: OwnFiles = {
  compared: 12,
  notCompared: 0,
  altered: [
    { path: 'assets/vendor-Crwgrj9F.js', writtenAt: '2026-11-20T11:00:00.000Z' },
    { path: 'version.txt', writtenAt: null },
  ],
  alteredCount: 2,
}

const ofBackend = { ...lastRelease, scope: 'backend' } as const
const pageBefore = [{ path: 'index.html', writtenAt: '2026-11-18T11:00:00.000Z' }]

const told = (ownFiles: OwnFiles | null, last = lastRelease) => ({
  status: 'none',
  ...driftAnswers({
    lastRelease: read(last),
    ownFiles: ownFiles === null ? absent : read(ownFiles),
  })['unmanaged-change'],
})

async function afterChanges(rig: WireRig): Promise<Answers> {
  const { environment, built, world, clock } = rig
  const published = createMemoryPublishedFiles()
  // Emptied, so that all of it is put there by Lockstep: what it finds there already stays somebody else's.
  for (const key of world.s3.bucket(built.bucket).keys()) world.s3.bucket(built.bucket).delete(key)
  const { digest, version: released } = built.version('current')
  await publishAnswers(rig, released, published)
  const last = {
    releaseId: 'r1',
    version: released,
    digest,
    taskDefinitionArn: null,
    endedAt: clock.date().toISOString(),
    scope: 'both' as const,
  }
  const memory = { ...noReleases, published, lastRelease: async () => last }
  const look = async (subject: string): Promise<Answers> => {
    const { observe, factory } = createTestObserver(environment, { memory })
    const basics = { environment, previous: null, durationMilliseconds: 0, awsCalls: 0 }
    const report = createDriftReport({ ...basics, observation: await observe(environment) })
    factory.close()
    return { [subject]: { status: 'none', ...reportAnswers(report)['unmanaged-change'] } }
  }
  const untouched = await look('untouched')
  putFiles(rig, { 'added-by-hand.txt': 'hello' })
  const added = await look('added')
  const chunk = (await published.files(environment)).find(({ path }) => path.endsWith('.js'))?.path ?? ''
  const original = world.s3.get(built.bucket, chunk)
  putFiles(rig, { [chunk]: `${original?.body.toString() ?? ''};fetch("https://evil.example/")` })
  const injected = await look('injected')
  putFiles(rig, { 'version.txt': null })
  return { ...untouched, ...added, ...injected, ...(await look('deleted')) }
}

export const corpusCase = defineCase({
  id: 'R-U1',
  title: 'Files that somebody changed or deleted in the bucket after a release',
  world:
    'After a release somebody adds a line to a chunk under its hashed name, and deletes version.txt; the page still names the version.',
  source: 'field test',
  right: {
    'by the rules': {
      status: 'warn',
      says: [
        /assets\/vendor-Crwgrj9F\.js was changed \(last 2026-11-20 11:00 UTC\)/,
        /version\.txt was deleted/,
        new RegExp(`release of ${version}`),
      ],
    },
    'nothing compared': { status: 'ok', says: /content of files is not compared/ },
    'a part compared': { status: 'ok', says: /the 12 files .* 3 more files could not be compared/ },
    'published by others before': { status: 'ok', says: /content of files is not compared/ },
    untouched: { status: 'ok', says: /files that Lockstep put there have kept their sizes and ETags/ },
    added: { status: 'ok' },
    injected: { status: 'warn', says: /\.js was changed/, never: /version\.txt/ },
    deleted: { status: 'warn', says: [/\.js was changed/, /version\.txt was deleted/] },
  },
  rules: () => ({
    'by the rules': told(altered),
    'nothing compared': told(null),
    'a part compared': told({ compared: 12, notCompared: 3, altered: [], alteredCount: 0 }),
    'published by others before': told(
      { compared: 12, notCompared: 0, altered: pageBefore, alteredCount: 1 },
      ofBackend,
    ),
  }),
  alone: true,
  wire: { answers: afterChanges },
})
