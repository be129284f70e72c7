import { createRegistryList } from '../../../adapters/aws/registry-list.ts'
import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import { checkDrift } from '../../../domain/drift/check-drift.ts'
import { defineCase } from '../corpus-case.ts'
import { moveToOtherRegistry } from '../worlds/other-registry.ts'

const gone = /gone|no image|does not have/

export const corpusCase = defineCase({
  id: 'W14-denied',
  title: 'A registry of another account that lets in only ECS',
  world:
    'The image is in the registry of another account and region, whose policy lets in the role that pulls for ECS, and nobody else.',
  source: 'cases.md',
  right: {
    'version-match': { status: 'unknown', says: /not allow|denied|refus/i, never: gone },
    'tag-moved': { status: 'unknown', never: gone },
    'rollback-ready': { status: 'unknown', never: gone },
    list: { status: 'aws-access-denied' },
    drift: { status: 'unknown', never: gone },
    exit: { status: '2' },
  },
  wire: {
    change: (rig) =>
      moveToOtherRegistry(rig, (account) => `arn:aws:iam::${account}:role/ecsTaskExecutionRole`),
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
    answers: async ({ environment, aws }) => {
      const { observe, factory } = createTestObserver(environment)
      const observation = await observe(environment)
      factory.close()
      const listed = await createRegistryList(aws).list(environment)
      const checks = checkDrift(observation, environment).map(
        ({ id, status, sentence }) => [id, { status, sentence }] as const,
      )
      return {
        ...Object.fromEntries(checks),
        list: { status: listed.ok ? 'read' : listed.problem.code },
      }
    },
  },
  server: true,
})
