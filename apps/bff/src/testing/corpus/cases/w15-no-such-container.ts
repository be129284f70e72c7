import { environment, read, taskDefinition } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

export const corpusCase = defineCase({
  id: 'W15',
  title: 'A container that the task definition does not have',
  world: 'The configuration says `web`, the task definition has `app` only.',
  source: 'cases.md',
  right: {
    'version-match': { status: 'fail', says: [/no container web/, /it has app/], never: /not exist/ },
    'tag-moved': { status: 'fail', says: /no container web/, never: /no task definition/ },
    'mutable-tag': { status: 'fail', says: /no container web/, never: /nothing is deployed/ },
    'task-mix': { status: 'unknown', says: /no container web/ },
    drift: { status: 'fail', says: /no container web/ },
    exit: { status: '1' },
  },
  rules: () => {
    const containers = [{ name: 'app', image: taskDefinition.image ?? '' }]
    const { 'task-mix': _mix, ...answers } = driftAnswers(
      { taskDefinition: read({ ...taskDefinition, image: null, containers }) },
      { backend: { ...environment.backend, container: 'web' } },
    )
    return answers
  },
  wire: {
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, container: 'web' } }),
  },
  server: true,
})
