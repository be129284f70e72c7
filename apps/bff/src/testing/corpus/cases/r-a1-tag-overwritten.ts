import {
  absent,
  digest,
  htmlValue,
  image,
  environment,
  lastRelease,
  otherDigest,
  read,
  site,
  task,
  version,
  versionFileValue,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase, type Answer, type Answers } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { runInstead } from '../worlds/redeploy.ts'

const newer = 'v20261119-191500'
const unproven = site({ versionFile: read({ ...versionFileValue, backendImage: null }) })
const rename = (answers: Answers, check: string, name: string): Answers => {
  const missing: Answer = { status: 'missing' }
  return { [name]: answers[check] ?? missing }
}

export const corpusCase = defineCase({
  id: 'R-A1',
  title: 'A build that was pushed over the tag of another one, and deployed',
  world:
    'Build B, which has a name of its own, was pushed under the name of build A as well; the tasks were replaced and run B, the page is of build A.',
  source: 'tried',
  right: {
    'version-match': { status: 'fail', never: /both halves run/i },
    'app-version': { status: 'ok', never: /another name/ },
    'mutable-tag': { status: 'warn', says: /pushed over/, never: /names one build/ },
    drift: { status: 'fail' },
    exit: { status: '1' },
    'by label alone': { status: 'fail', says: new RegExp(newer) },
    'pushed after the page': {
      status: 'unknown',
      says: /pushed .* after the frontend/,
      never: /both halves run/i,
    },
    'tag pushed after the page': { status: 'warn', never: /names one build/ },
    'pushed soon after the page': { status: 'ok' },
    'pushed again under running tasks': { status: 'ok' },
    'rolled back by Lockstep to the other build': { status: 'unknown' },
    'proven by digest': { status: 'ok' },
    'two ways of naming': { status: 'ok' },
  },
  rules: () => {
    const both = read({ ...image, tags: [version, newer] })
    const overwritten = {
      tag: both,
      runningImage: both,
      lastRelease: absent,
      edge: unproven,
      bucket: unproven,
    }
    const pushed = (pushedAt: string) => {
      const late = read({ ...image, pushedAt })
      return driftAnswers({ tag: late, runningImage: late, lastRelease: absent, edge: unproven })
    }
    const afterwards = pushed('2026-11-19T19:15:00.000Z')
    const late = read({ ...image, pushedAt: '2026-11-19T19:15:00.000Z' })
    const proven = site({
      html: read({ ...htmlValue, buildVersion: newer }),
      versionFile: read({ ...versionFileValue, backendImage: `r/storefront:${version}@${digest}` }),
    })
    const semantic = read({ ...image, tags: [version, '1.4.0'] })
    return {
      ...driftAnswers({ ...overwritten, appVersion: read({ version: newer, commit: null }) }),
      ...rename(
        driftAnswers(
          { ...overwritten, appVersion: absent, runningLabel: read(newer) },
          {
            backend: { ...environment.backend, versionPath: null },
          },
        ),
        'version-match',
        'by label alone',
      ),
      ...rename(afterwards, 'version-match', 'pushed after the page'),
      ...rename(afterwards, 'mutable-tag', 'tag pushed after the page'),
      ...rename(pushed('2026-11-19T10:50:00.000Z'), 'version-match', 'pushed soon after the page'),
      ...rename(
        driftAnswers({
          tag: late,
          runningImage: late,
          lastRelease: absent,
          edge: unproven,
          tasks: read([{ ...task, startedAt: '2026-11-19T10:26:00.000Z' }]),
        }),
        'version-match',
        'pushed again under running tasks',
      ),
      ...rename(
        driftAnswers({
          edge: unproven,
          lastRelease: read({ ...lastRelease, digest: otherDigest }),
        }),
        'version-match',
        'rolled back by Lockstep to the other build',
      ),
      ...rename(
        driftAnswers({ ...overwritten, edge: proven, appVersion: read({ version: newer, commit: null }) }),
        'version-match',
        'proven by digest',
      ),
      ...rename(
        driftAnswers({
          ...overwritten,
          tag: semantic,
          runningImage: semantic,
          appVersion: read({ version: '1.4.0', commit: null }),
        }),
        'version-match',
        'two ways of naming',
      ),
    }
  },
  wire: {
    change: (rig) => {
      const { world, built } = rig
      const [a, b] = [built.version('current'), built.version('next')]
      world.ecr.moveTag(built.repository, a.version, b.digest)
      runInstead(rig, `${world.ecr.repository(built.repository).uri}:${a.version}`)
      // Only the one service is asked for its version.
      const replaced = world.ecs.service(built.cluster, built.service)
      if (replaced !== null) {
        replaced.desiredCount = 0
        world.ecs.reconcile(replaced)
      }
    },
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
  },
  server: true,
})
