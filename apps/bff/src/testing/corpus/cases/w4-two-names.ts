import {
  htmlValue,
  image,
  read,
  registry,
  site,
  taskDefinition,
  versionFileValue,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { runInstead } from '../worlds/redeploy.ts'
import { releaseToEnd } from '../worlds/release-story.ts'

export const corpusCase = defineCase({
  id: 'W4',
  title: 'One digest with two version names',
  world:
    'The image was promoted: its digest carries the name of the candidate, which page and application report, and the final one; deployed by digest, and the next one like it.',
  source: 'cases.md',
  right: {
    'version-match': { status: 'ok' },
    'app-version': { status: 'ok' },
    'unmanaged-change': { status: 'ok' },
    drift: { status: 'ok' },
    release: { status: 'succeeded' },
    'drift-after': { status: 'ok' },
  },
  rules: () => {
    const candidate = '1.4.0-rc.1'
    const names = read({ ...image, tags: ['1.4.0', candidate] })
    const html = read({ ...htmlValue, buildVersion: candidate })
    const versionFile = read({
      ...versionFileValue,
      version: '1.4.0',
      backendImage: `r/s:1.4.0@${image.digest}`,
    })
    const entry = site().entry
    const settings =
      entry.state === 'read'
        ? {
            ...entry,
            value: { ...entry.value, settings: { ...entry.value.settings, VITE_BUILD_VERSION: candidate } },
          }
        : entry
    const both = site({ html, versionFile, entry: settings })
    return driftAnswers(
      {
        taskDefinition: read({ ...taskDefinition, image: `${registry}/storefront:1.4.0@${image.digest}` }),
        runningImage: names,
        tag: names,
        edge: both,
        bucket: both,
        appVersion: read({ version: candidate, commit: null }),
        lastRelease: read({
          releaseId: 'r1',
          version: '1.4.0',
          digest: image.digest,
          taskDefinitionArn: null,
          endedAt: '2026-11-19T10:40:00.000Z',
        }),
      },
      { versionPattern: String.raw`^\d+\.\d+\.\d+` },
    )
  },
  wire: {
    change: (rig) => {
      const { world, built } = rig
      const { uri } = world.ecr.repository(built.repository)
      const [now, next] = [built.version('current'), built.version('next')]
      world.ecr.moveTag(built.repository, 'v20991231-110000', now.digest)
      world.ecr.moveTag(built.repository, 'v20991231-120000', next.digest)
      runInstead(rig, `${uri}:v20991231-110000@${now.digest}`)
      // Only the one service is asked for its version.
      const replaced = world.ecs.service(built.cluster, built.service)
      if (replaced !== null) {
        replaced.desiredCount = 0
        world.ecs.reconcile(replaced)
      }
    },
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
  },
  server: async (api, { built }) => {
    const before = await api.checkDrift()
    const release = await releaseToEnd(api, {
      kind: 'deploy',
      digest: built.version('next').digest,
      scope: 'both',
      strategy: 'all-at-once',
    })
    const after = await api.checkDrift()
    const statusOf = (report: typeof before, check: string) => {
      const found = report.checks.find((one) => one.id === check)
      return { status: found?.status ?? 'missing', sentence: found?.sentence ?? '' }
    }
    return {
      'version-match': statusOf(before, 'version-match'),
      'app-version': statusOf(before, 'app-version'),
      drift: { status: before.status, sentence: before.headline },
      release: { status: release.status, sentence: release.outcome ?? '' },
      'drift-after': { status: after.status, sentence: after.headline },
    }
  },
})
