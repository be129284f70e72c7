import { environment, observe, otherDigest, unreadable } from '../../../domain/drift/testing/drift-fixture.ts'
import {
  blockingChecks,
  checkPreflight,
  overridableChecks,
} from '../../../domain/release/preflight/check-preflight.ts'
import { fail } from '../../../domain/result.ts'
import { defineCase, type Answers } from '../corpus-case.ts'

const throttled = fail({ code: 'aws-throttled', title: 'AWS throttled it.', detail: null, remedy: null })
const gone = fail({ code: 'artifact-not-found', title: 'Not there.', detail: null, remedy: null })
const denied = fail({ code: 'aws-access-denied', title: 'AWS denied it.', detail: null, remedy: null })

/** Whether the plan of a rollback to the version before may start at once. */
function planned(
  subject: string,
  registered: typeof throttled,
  bucket: typeof throttled,
  emergency = true,
): Answers {
  const checks = checkPreflight({
    environment,
    shape: { kind: 'rollback', scope: 'both', strategy: 'all-at-once', emergency },
    artifact: { version: 'v1', digest: otherDigest },
    registered,
    inspection: null,
    observation: observe({ service: unreadable, taskDefinition: unreadable, distribution: unreadable }),
    hold: null,
    invalidationMode: 'emergency',
    taskDefinition: null,
    taskPlatform: null,
    sidecars: null,
    bucket,
    risks: null,
    activeReleaseId: null,
    rollout: null,
    trafficBefore: null,
  })
  const against = [...blockingChecks(checks), ...overridableChecks(checks)]
  const said = against.length > 0 ? against : checks.filter(({ isUnread }) => isUnread === true)
  return {
    [subject]: {
      status: against.length > 0 ? 'blocked' : 'goes',
      sentence: said.map(({ id, sentence }) => `${id}: ${sentence}`).join(' '),
    },
  }
}

export const corpusCase = defineCase({
  id: 'R-Y1',
  title: 'An emergency while AWS lets nothing be read',
  world:
    'The emergency button is pressed at 3 am while ECR, ECS, CloudFront and S3 throttle: nothing is known to be wrong with the version before, and nothing can be proven.',
  source: 'tried',
  right: {
    throttled: {
      status: 'goes',
      says: [
        /artifact-exists: .*could not be asked/,
        /service-steady/,
        /distribution-enabled/,
        /bucket-writable/,
      ],
    },
    'image gone': { status: 'blocked', says: /artifact-exists/, never: /distribution-enabled/ },
    'bucket refuses': { status: 'blocked', says: /bucket-writable/, never: /artifact-exists/ },
    'no emergency': { status: 'blocked', says: [/artifact-exists/, /distribution-enabled/] },
  },
  rules: () => ({
    ...planned('throttled', throttled, throttled),
    ...planned('image gone', gone, throttled),
    ...planned('bucket refuses', throttled, denied),
    ...planned('no emergency', throttled, throttled, false),
  }),
})
