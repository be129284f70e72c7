import { createTestObserver } from '../../../adapters/aws/testing/paired-environment.ts'
import { absent, unreadable } from '../../../domain/drift/testing/drift-fixture.ts'
import { createDriftReport } from '../../../domain/drift/drift-report.ts'
import type { Environment } from '../../../domain/environment.ts'
import { defineCase, type Answer, type Answers } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const nothing = {
  service: absent,
  taskDefinition: absent,
  tasks: absent,
  targets: absent,
  tag: absent,
  runningImage: absent,
  rollback: absent,
  lastRelease: absent,
}
const drift = (answers: Answers): Answer => answers['drift'] ?? { status: 'missing' }

export const corpusCase = defineCase({
  id: 'R-F1',
  title: 'A configuration that leads elsewhere',
  world:
    'Cluster or service are misspelt, the region is another one, or the credentials are of another account; the application itself serves.',
  source: 'tried',
  right: {
    'no service': {
      status: 'fail',
      says: [/no ECS service/i, /backend\.service/],
      never: /nobody reaches|users do not/i,
    },
    'no cluster': {
      status: 'fail',
      says: [/no ECS service|cluster/i, /backend\.cluster/],
      never: /nobody reaches|users do not/i,
    },
    'nothing found': {
      status: 'unknown',
      says: [/could not tell/i, /aws\.region/, /account/],
      never: /nobody reaches|users do not/i,
    },
    'nothing found and nothing answers': { status: 'fail' },
    'another region': { status: 'unknown', says: /eu-central-1/, never: /nobody reaches|users do not/i },
    remedies: { status: 'instructions' },
  },
  rules: () => ({
    'no service': drift(driftAnswers(nothing)),
    'nothing found': drift(driftAnswers({ ...nothing, distribution: absent })),
    'nothing found and nothing answers': drift(
      driftAnswers({
        ...nothing,
        distribution: absent,
        health: absent,
      }),
    ),
    'another region': drift(
      driftAnswers(
        { ...nothing, bucket: { html: unreadable, versionFile: unreadable, entry: unreadable } },
        { aws: { region: 'eu-central-1', roleArn: null, externalId: null } },
      ),
    ),
  }),
  wire: {
    answers: async ({ environment }) => {
      const ask = async (changed: Environment) => {
        const { observe, factory } = createTestObserver(changed)
        const observation = await observe(changed)
        factory.close()
        return createDriftReport({
          environment: changed,
          observation,
          previous: null,
          durationMilliseconds: 0,
          awsCalls: 0,
        })
      }
      const { backend } = environment
      const service = await ask({ ...environment, backend: { ...backend, service: 'apix' } })
      const cluster = await ask({ ...environment, backend: { ...backend, cluster: 'storefron' } })
      const region = await ask({ ...environment, aws: { ...environment.aws, region: 'eu-central-1' } })
      const said = ({ status, headline }: typeof service): Answer => ({ status, sentence: headline })
      const kinds = new Set(
        [service, cluster, region].flatMap(({ checks }) =>
          checks.map(({ remedy }) => remedy?.kind ?? 'instructions'),
        ),
      )
      return {
        'no service': said(service),
        'no cluster': said(cluster),
        'another region': said(region),
        remedies: { status: [...kinds].join(' ') },
      }
    },
  },
})
