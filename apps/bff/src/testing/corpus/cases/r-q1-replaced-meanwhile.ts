import {
  definitionArn,
  deployment,
  digest,
  environment,
  htmlValue,
  observe,
  otherDefinitionArn,
  read,
  service,
  site,
  version,
} from '../../../domain/drift/testing/drift-fixture.ts'
import type { Observation } from '../../../domain/drift/observation.ts'
import { asReleased } from '../../../domain/release/as-released.ts'
import { defineCase, type Answer } from '../corpus-case.ts'

const lastLook = (change: Partial<Observation>): Answer => {
  const found = asReleased(
    observe(change),
    {
      version,
      backend: {
        taskDefinitionArn: definitionArn,
        before: { deploymentIds: ['d0'] },
        settled: true,
        askedAt: deployment.createdAt,
        digests: [digest],
        ran: digest,
      },
      frontend: { page: '"1"' },
    },
    environment,
  )
  if (found.state !== 'other') return { status: found.state }
  const { problem, now } = found
  const sentence = [problem.title, problem.detail, now.backend, now.frontend].filter(Boolean).join(' ')
  return { status: problem.code, sentence }
}

export const corpusCase = defineCase({
  id: 'R-Q1',
  title: 'Another tool deploys while Lockstep watches',
  world:
    'A release has brought both halves and is being watched. Terraform puts its own task definition back; in the second world a job writes its own page into the bucket; in the third nobody does anything.',
  source: 'tried',
  right: {
    'release:backend': { status: 'changed-outside', says: [/storefront:41/, /not by Lockstep/] },
    'release:frontend': { status: 'changed-outside', says: [/page in the bucket was replaced/] },
    'release:nobody': { status: 'same' },
  },
  rules: () => ({
    'release:backend': lastLook({
      service: read({
        ...service,
        taskDefinitionArn: otherDefinitionArn,
        deployments: [{ ...deployment, id: 'd9', taskDefinitionArn: otherDefinitionArn }],
        goesBack: false,
      }),
    }),
    'release:frontend': lastLook({ bucket: site({ html: read({ ...htmlValue, etag: '"9"' }) }) }),
    'release:nobody': lastLook({}),
  }),
})
