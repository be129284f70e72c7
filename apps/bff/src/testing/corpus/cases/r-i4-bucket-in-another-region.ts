import { createBucketCheck } from '../../../adapters/aws/bucket-check.ts'
import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import { createDriftReport } from '../../../domain/drift/drift-report.ts'
import { defineCase } from '../corpus-case.ts'
import { reportAnswers } from '../drift-answers.ts'

const far = 'us-east-1'

export const corpusCase = defineCase({
  id: 'R-I4',
  title: 'The bucket of the site in another region than the backend',
  world:
    'The site lies in us-east-1, as whoever made it began there, and the service runs in another region. S3 answers 301 to whoever asks in the wrong one.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html',
  right: {
    'edge-stale': { status: 'ok' },
    drift: { status: 'ok' },
    'bucket-writable': { status: 'ok' },
    'without the key': { status: 'aws-rejected', says: [/us-east-1/, /frontend\.region/] },
  },
  wire: {
    change: ({ world, built }) => {
      Object.assign(world.s3.bucket(built.bucket), { region: far })
    },
    configure: ({ frontend, ...rest }) => ({ ...rest, frontend: { ...frontend, region: far } }),
    answers: async ({ environment }) => {
      const { observe, factory } = createTestObserver(environment)
      try {
        const observation = await observe(environment)
        const check = createBucketCheck(factory)
        const right = await check(environment)
        const wrong = await check({ ...environment, frontend: { ...environment.frontend, region: null } })
        return {
          ...reportAnswers(
            createDriftReport({
              environment,
              observation,
              previous: null,
              durationMilliseconds: 0,
              awsCalls: 0,
            }),
          ),
          'bucket-writable': { status: right.ok ? 'ok' : right.problem.title },
          'without the key': wrong.ok
            ? { status: 'ok' }
            : {
                status: wrong.problem.code,
                sentence: `${wrong.problem.title} ${wrong.problem.remedy ?? ''}`,
              },
        }
      } finally {
        factory.close()
      }
    },
  },
})
