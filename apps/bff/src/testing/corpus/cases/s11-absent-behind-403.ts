import { absent, site } from '../../../domain/drift/testing/drift-fixture.ts'
import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import type { Reading } from '../../../domain/reading.ts'
import { defineCase, type Answer } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const answerOf = (reading: Reading<unknown>): Answer =>
  reading.state === 'unreadable'
    ? { status: reading.state, sentence: reading.problem.title }
    : { status: reading.state }

export const corpusCase = defineCase({
  id: 'S11',
  title: 'S3 answers 403 for a version.txt that is not there',
  world:
    'The site has no version.txt, and S3 answers 403 for it, as to readers that may not list. Once the listing can be read, and once it cannot.',
  source: 'cases.md',
  alone: true,
  right: {
    'edge-stale': { status: 'ok' },
    'version-match': { status: 'ok' },
    'in the bucket, listed': { status: 'absent' },
    'at the edge': { status: 'absent' },
    'in the bucket, not listed': { status: 'unreadable', says: /neither read it nor list the bucket/ },
  },
  rules: () => driftAnswers({ edge: site({ versionFile: absent }), bucket: site({ versionFile: absent }) }),
  wire: {
    change: ({ world, built }) => world.s3.bucket(built.bucket).delete('version.txt'),
    answers: async ({ simulator, world, built, environment }) => {
      const read = async () => {
        const { observe, factory } = createTestObserver(environment)
        const { bucket, edge } = await observe(environment)
        factory.close()
        return { bucket: answerOf(bucket.versionFile), edge: answerOf(edge.versionFile) }
      }
      const where = { Key: 'version.txt' }
      simulator.faults.add({ service: 's3', operation: 'GetObject', kind: 'accessDenied', where })
      const listed = await read()
      world.s3.deny(built.bucket, 'list')
      const notListed = await read()
      return {
        'in the bucket, listed': listed.bucket,
        'at the edge': listed.edge,
        'in the bucket, not listed': notListed.bucket,
      }
    },
  },
})
