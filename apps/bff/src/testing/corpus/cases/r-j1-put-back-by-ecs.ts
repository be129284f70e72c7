import { deployment, lastRelease, read, service } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const putBack = read({ ...service, deployments: [{ ...deployment, createdAt: '2026-11-20T10:14:00.000Z' }] })

export const corpusCase = defineCase({
  id: 'R-J1',
  title: 'A backend that ECS put back',
  world:
    'A release failed, and ECS deployed the version before once more: both halves are as they were, the backend is younger.',
  source: 'tried',
  right: {
    'deploy-skew': {
      status: 'warn',
      says: /put the backend back .*2026-11-20 10:14 UTC.*as before/,
      never: /frontend did not/,
    },
    'without a record': { status: 'warn', says: /the backend was deployed again/ },
  },
  rules: () => ({
    'deploy-skew': driftAnswers({
      service: putBack,
      lastRelease: read({
        ...lastRelease,
        brokenOff: {
          status: 'failed',
          version: 'v20261120-090000',
          taskDefinitionArn: null,
          endedAt: '2026-11-20T10:16:00.000Z',
        },
      }),
    })['deploy-skew'] ?? { status: 'missing' },
    'without a record': driftAnswers({ service: putBack })['deploy-skew'] ?? { status: 'missing' },
  }),
})
