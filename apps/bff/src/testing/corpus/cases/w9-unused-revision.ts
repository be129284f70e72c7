import { taskDefinitionWhole } from '../../../domain/release/preflight/definition-rule.ts'
import type { PreflightFacts } from '../../../domain/release/preflight/preflight-facts.ts'
import { defineCase, type Answer } from '../corpus-case.ts'
import { planDefinition, registerWithVariable } from '../plan-definition.ts'

export const corpusCase = defineCase({
  id: 'W9',
  title: 'A newer revision that nothing runs',
  world: 'Revision :2 runs, :3 was registered with one more variable and is unused.',
  source: 'cases.md',
  right: {
    'preflight:task-definition': { status: 'warn', says: [/newer revision/, /FEATURE_PRICES/] },
    'plan:running': { status: 'without it' },
    'plan:newest': { status: 'with it' },
  },
  wire: {
    change: (of) => void registerWithVariable(of, { name: 'FEATURE_PRICES', value: 'on' }),
    answers: async (rig) => {
      const answerOf = async (base: 'running' | 'newest'): Promise<Answer> => {
        const plan = await planDefinition(rig, base)
        if (!plan.ok) return { status: plan.problem.title }
        const brings = plan.value.changes.some(({ path }) => path.endsWith('FEATURE_PRICES'))
        return { status: brings ? 'with it' : 'without it' }
      }
      const plan = await planDefinition(rig)
      const facts = {
        taskDefinition: plan.ok ? plan.value : null,
      } as Partial<PreflightFacts> as PreflightFacts
      return {
        'preflight:task-definition': taskDefinitionWhole.find(facts) ?? { status: 'missing' },
        'plan:running': await answerOf('running'),
        'plan:newest': await answerOf('newest'),
      }
    },
  },
})
