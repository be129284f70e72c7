import { service, target } from '../../../domain/drift/testing/drift-fixture.ts'
import { countServing } from '../../../domain/release/serving-targets.ts'
import { defineCase, type Answer } from '../corpus-case.ts'

const two = { ...service, desired: 2, targetGroupArns: ['web', 'api'], targetGroups: [['web'], ['api']] }
const targetIn = (targetGroupArn: string, id: string, state = 'healthy') => ({
  ...target,
  targetGroupArn,
  id,
  state,
})

/** As the steps ask it: each group by itself. */
const served = (targets: Parameters<typeof countServing>[1], groups = two): Answer => ({
  status: countServing(groups, targets).every(({ healthy, sick }) => sick === 0 && healthy >= 2)
    ? 'serves'
    : 'waits',
})

export const corpusCase = defineCase({
  id: 'W7b',
  title: 'A second target group without targets, in the steps of a release',
  world: 'One service, two target groups; all targets of the second are deregistered, or drain.',
  source: 'cases.md',
  right: {
    both: { status: 'serves' },
    'none in the second': { status: 'waits' },
    'draining in the second': { status: 'waits' },
    'four in the first': { status: 'waits' },
    // Of two between which ECS shifts the traffic, a task is in the one or the other.
    'shifted to the other': { status: 'serves' },
  },
  rules: () => {
    const web = [targetIn('web', 'a'), targetIn('web', 'b')]
    return {
      both: served([...web, targetIn('api', 'a'), targetIn('api', 'b')]),
      'none in the second': served(web),
      'draining in the second': served([
        ...web,
        targetIn('api', 'a', 'draining'),
        targetIn('api', 'b', 'draining'),
      ]),
      'four in the first': served([...web, targetIn('web', 'c'), targetIn('web', 'd')]),
      'shifted to the other': served(web, { ...two, targetGroups: [['web', 'api']] }),
    }
  },
})
