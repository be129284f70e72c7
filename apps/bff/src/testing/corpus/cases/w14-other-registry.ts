import { createEcrRegistry } from '../../../adapters/aws/registry-images.ts'
import { createRegistryList } from '../../../adapters/aws/registry-list.ts'
import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import { createFrontendImageReader } from '../../../adapters/image/frontend-image-reader.ts'
import { checkDrift } from '../../../domain/drift/check-drift.ts'
import { defineCase } from '../corpus-case.ts'
import { moveToOtherRegistry } from '../worlds/other-registry.ts'
import { releaseToEnd } from '../worlds/release-story.ts'

export const corpusCase = defineCase({
  id: 'W14',
  title: 'An image in another account and region',
  world:
    'The task definition names an image in the registry of another account, in another region, which lets this account in; the own registry has no such repository.',
  source: 'cases.md',
  right: {
    'version-match': { status: 'ok' },
    'tag-moved': { status: 'ok' },
    'rollback-ready': { status: 'ok' },
    list: { status: 'read', says: /v\d{8}-\d{6}/ },
    inside: { status: 'read' },
    drift: { status: 'ok' },
    plan: { status: 'open' },
    release: { status: 'succeeded' },
  },
  wire: {
    change: (rig) => moveToOtherRegistry(rig, (account) => `arn:aws:iam::${account}:root`),
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
    answers: async ({ environment, aws, built }) => {
      const { observe, factory } = createTestObserver(environment)
      const observation = await observe(environment)
      factory.close()
      const checks = checkDrift(observation, environment).map(
        ({ id, status, sentence }) => [id, { status, sentence }] as const,
      )
      const listed = await createRegistryList(aws).list(environment)
      const images = createFrontendImageReader(createEcrRegistry(aws))
      const inside = await images.frontend(environment, built.version('next').digest)
      return {
        ...Object.fromEntries(checks),
        list: listed.ok
          ? { status: 'read', sentence: listed.value.flatMap(({ tags }) => tags).join(' ') }
          : { status: 'failed', sentence: listed.problem.title },
        inside: { status: inside.ok ? 'read' : 'failed', sentence: inside.ok ? '' : inside.problem.title },
      }
    },
  },
  server: async (api, { built }) => {
    const report = await api.checkDrift()
    const request = {
      kind: 'deploy',
      digest: built.version('next').digest,
      scope: 'both',
      strategy: 'all-at-once',
    } as const
    const plan = await api.plan(request)
    const release = await releaseToEnd(api, request)
    return {
      drift: { status: report.status, sentence: report.headline },
      plan: { status: plan.blocked ? 'blocked' : 'open' },
      release: { status: release.status, sentence: release.outcome ?? '' },
    }
  },
})
