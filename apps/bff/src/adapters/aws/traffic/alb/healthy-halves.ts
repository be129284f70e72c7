import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { isMainDown, mainDown } from '../../../../domain/rollout/receiving-half.ts'
import type { HealthyHalves } from '../../../../domain/rollout/traffic.ts'
import type { AwsClients } from '../../clients.ts'
import { refuse } from '../problem-error.ts'
import type { GroupArns } from './forward-action.ts'

type Elb = AwsClients['elb']

/** What traffic must wait for is not worth more: then it is not known. */
const patienceMilliseconds = 2_000

/** Never fails: who may not read it must still be able to leave a bad version. */
export async function readHealthyHalves(elb: Elb, { main, candidate }: GroupArns): Promise<HealthyHalves> {
  const [ofMain, ofCandidate] = await Promise.all([hasHealthy(elb, main), hasHealthy(elb, candidate)])
  return { main: ofMain, candidate: ofCandidate }
}

async function hasHealthy(elb: Elb, TargetGroupArn: string): Promise<boolean | null> {
  try {
    const abortSignal = AbortSignal.timeout(patienceMilliseconds)
    const reply = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }), { abortSignal })
    const states = (reply.TargetHealthDescriptions ?? []).map(({ TargetHealth }) => TargetHealth?.State)
    if (states.includes('healthy')) return true
    // `unused`: no rule names the group; `unavailable`: its health is not checked. Neither says that it serves nobody.
    return states.some((state) => state === undefined || state === 'unused' || state === 'unavailable')
      ? null
      : false
  } catch {
    return null
  }
}

/** Ends a change that would send users away from the half that serves to one that does not. */
export async function expectMain(elb: Elb, groups: GroupArns): Promise<void> {
  if (isMainDown(await readHealthyHalves(elb, groups))) refuse(mainDown)
}
