import {
  absent,
  environment,
  image,
  olderVersion,
  otherDigest,
  read,
  registry,
  site,
  taskDefinition,
  version,
  versionFileValue,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase, type Answers } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const siteOf = (backendImage: string) => site({ versionFile: read({ ...versionFileValue, backendImage }) })
const elsewhere = registry.replace('eu-west-1', 'us-east-1')

export const corpusCase = defineCase({
  id: 'R-A2',
  title: 'A repository of the same name in another region',
  world:
    'The tasks run an image of a repository of the same name in another region, which has another build under the same tag; the frontend names the registry that it came from.',
  source: 'tried',
  right: {
    'version-match': { status: ['fail', 'unknown'], says: /us-east-1.*eu-west-1/, never: /both halves run/i },
    'rollback-ready': { status: 'warn', never: /Ready/ },
    'another build there': { status: 'fail' },
    'the same build there': { status: 'ok' },
    'a registry that is configured': { status: 'ok' },
    'the same image by its digest': { status: 'ok' },
    'another registry than configured': { status: 'fail' },
    'an earlier one': { status: 'ok' },
  },
  rules: () => {
    const there = `${elsewhere}/storefront:${version}`
    const change = {
      taskDefinition: read({ ...taskDefinition, image: there }),
      lastRelease: absent,
      appVersion: absent,
    }
    const one = (answers: Answers, check: string) => answers[check] ?? { status: 'missing' }
    const set = (registry: string) => ({ backend: { ...environment.backend, registry } })
    return {
      ...driftAnswers({
        ...change,
        rollback: read({ version, digest: otherDigest, image: 'there', taskDefinition: 'active' }),
      }),
      'another build there': one(
        driftAnswers({ ...change, runningLabel: read('v20261119-191500') }),
        'version-match',
      ),
      'the same build there': one(driftAnswers({ ...change, runningLabel: read(version) }), 'version-match'),
      'a registry that is configured': one(driftAnswers(change, set(elsewhere)), 'version-match'),
      'another registry than configured': one(driftAnswers(change, set(registry)), 'version-match'),
      'the same image by its digest': one(
        driftAnswers({
          ...change,
          edge: siteOf(`${registry}/storefront:${version}@${image.digest}`),
        }),
        'version-match',
      ),
      'an earlier one': one(
        driftAnswers({
          rollback: read({
            version: olderVersion,
            digest: otherDigest,
            image: 'there',
            taskDefinition: 'active',
          }),
        }),
        'rollback-ready',
      ),
    }
  },
})
