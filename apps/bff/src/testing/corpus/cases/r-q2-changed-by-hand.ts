import { taskDefinitionWhole } from '../../../domain/release/preflight/definition-rule.ts'
import type { PreflightFacts } from '../../../domain/release/preflight/preflight-facts.ts'
import type { GoodRelease } from '../../../features/releases/ports.ts'
import { defineCase } from '../corpus-case.ts'
import { planDefinition, registerWithVariable } from '../plan-definition.ts'

export const corpusCase = defineCase({
  id: 'R-Q2',
  title: 'A variable set by hand, and a release over it',
  world:
    'Lockstep released a revision; somebody registered the same one with DB_URL=prod and told the service to run it.',
  source: 'github.com/aprin-labs/archimedes/pull/1799',
  right: {
    'preflight:task-definition': { status: 'warn', says: [/changed since Lockstep released/, /DB_URL/] },
    'plan:running': { status: 'DB_URL stays' },
    'plan:released': { status: 'DB_URL goes' },
  },
  wire: {
    change: (of) => {
      const arn = registerWithVariable(of, { name: 'DB_URL', value: 'prod' })
      of.world.ecs.updateService(of.built.cluster, of.built.service, arn)
    },
    answers: async (rig) => {
      const now = rig.world.ecs.service(rig.built.cluster, rig.built.service)?.deployments[0]?.revision
        .definition
      const taskDefinitionArn = now?.arn.replace(/\d+$/, (revision) => String(Number(revision) - 1)) ?? null
      const released = { artifact: { version: 'v1', digest: '' }, taskDefinitionArn } as GoodRelease
      const kept = await planDefinition(rig, 'running', [released])
      const asReleased = await planDefinition(rig, 'released', [released])
      const facts = {
        taskDefinition: kept.ok ? kept.value : null,
      } as Partial<PreflightFacts> as PreflightFacts
      const goes = (plan: typeof kept) =>
        plan.ok && plan.value.changes.some(({ path, after }) => path.endsWith('.DB_URL') && after === null)
      return {
        'preflight:task-definition': taskDefinitionWhole.find(facts) ?? { status: 'missing' },
        'plan:running': { status: goes(kept) ? 'DB_URL goes' : 'DB_URL stays' },
        'plan:released': { status: goes(asReleased) ? 'DB_URL goes' : 'DB_URL stays' },
      }
    },
  },
})
