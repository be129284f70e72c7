import { read, service } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

export const corpusCase = defineCase({
  id: 'W6',
  title: 'A service scaled to zero',
  world: 'Somebody set the desired count to 0; no task runs.',
  source: 'cases.md',
  right: { 'task-mix': { status: 'warn', says: /scaled to zero/ } },
  rules: () => driftAnswers({ service: read({ ...service, desired: 0, running: 0 }), tasks: read([]) }),
  wire: { options: { desiredCount: 0 } },
  server: true,
})
