import type { Environment } from '../environment.ts'
import { isHealthy } from './healthy.ts'
import type { Observation } from './observation.ts'
import { instructions } from './remedies.ts'
import type { CheckResult, Need } from './rule.ts'
import { withoutFullStop } from './words.ts'

/** That there is no such service, and where it was looked for. Without its full stop. */
const missingService = ({ aws, backend }: Environment): string =>
  `no ECS service ${backend.service} in the cluster ${backend.cluster} in ${aws.region}`

/** Deploying would not help: Lockstep makes no service. */
export const correctConfiguration = instructions(
  'Correct the configuration',
  'Check backend.cluster, backend.service, aws.region and aws.roleArn in the configuration, and of which account the credentials are.',
)

/** The sentence for a service that is not there. */
export const noService = (o: Observation, environment: Environment): string =>
  `There is ${missingService(environment)}${answers(o) ? ', though the backend answers at its address' : ''}: check backend.cluster, backend.service and aws.region, and of which account the credentials are.`

const answers = ({ health }: Observation): boolean => health.state === 'read' && isHealthy(health.value)

/**
 * Why nothing of the environment is found where the configuration says, while its backend answers: then the
 * configuration leads elsewhere, and what is missing there says nothing about what users have. Null when that is not so.
 */
function lost(o: Observation, environment: Environment): string | null {
  if (o.service.state !== 'absent' || !answers(o)) return null
  const { distributionId, bucket } = environment.frontend
  const others = [
    ...(o.distribution.state === 'absent' ? [`no distribution ${distributionId} in this account`] : []),
    ...(o.bucket.html.state === 'unreadable'
      ? [`the bucket ${bucket} could not be read (${withoutFullStop(o.bucket.html.problem.title)})`]
      : []),
  ]
  if (others.length === 0) return null
  return `there is ${missingService(environment)}, ${others.join(', ')}, and still the backend answers at its address: check aws.region, aws.roleArn and of which account the credentials are`
}

/** What a rule found missing is not known to be missing where the configuration leads elsewhere. */
export function unlessLost(
  result: CheckResult,
  question: string,
  needs: readonly Need[],
  o: Observation,
  environment: Environment,
): CheckResult {
  const has = (state: Need['reading']['state']) => needs.some(({ reading }) => reading.state === state)
  const isOfMissing =
    has('absent') && (result.status === 'fail' || (result.status === 'unknown' && !has('unreadable')))
  const why = isOfMissing ? lost(o, environment) : null
  if (why === null) return result
  const sentence = `Could not tell ${question}: ${why}.`
  return { ...result, status: 'unknown', half: null, sentence, remedy: correctConfiguration }
}
