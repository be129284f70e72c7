import { read } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

export const corpusCase = defineCase({
  id: 'R-B26',
  title: 'A health path that nothing answers',
  world: 'backend.healthPath names a path that the backend does not have: it answers 404 there.',
  source: 'field test',
  right: { health: { status: 'fail', says: /404: nothing is at \/health/, never: /users get errors/ } },
  rules: () => driftAnswers({ health: read({ status: 404, latencyMilliseconds: 9, body: null }) }),
})
