import type { PairedSimulator } from '../../testing/paired-environment.ts'

/** ARNs and names of what a candidate needs in AWS besides the environment itself. */
export type CandidateBackend = {
  readonly service: string
  readonly main: { readonly name: string; readonly arn: string }
  readonly candidate: { readonly name: string; readonly arn: string }
}

/** Gives the environment a second service and target group; with tasks of the version `next` unless it is to be idle. */
export function addCandidateBackend(
  simulator: PairedSimulator,
  { idle }: { idle: boolean },
): CandidateBackend {
  const { world, scenario: built } = simulator
  const main = world.elb.state.targetGroups.get(built?.targetGroupArn ?? '')
  if (built === undefined || main === undefined) throw new Error('the simulator has no environment')
  const candidate = world.elb.createTargetGroup({
    name: `${main.name.slice(0, 22)}-candidate`,
    port: 8080,
    healthCheckPath: '/health',
  })
  const definition = world.ecs.registerTaskDefinition({
    family: `${built.service}-candidate`,
    containerDefinitions: [
      {
        name: built.container,
        image: built.version('next').image,
        essential: true,
        portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
      },
    ],
  })
  const { name: service } = world.ecs.createSteadyService({
    cluster: built.cluster,
    name: 'api-candidate',
    taskDefinition: definition.arn,
    desiredCount: idle ? 0 : 2,
    loadBalancers: [{ targetGroupArn: candidate.arn, containerName: built.container, containerPort: 8080 }],
  })
  return { service, main, candidate }
}

/** The load balancer's own listener, which answers at the door. */
export function listenerOf({ world, scenario }: PairedSimulator) {
  const listener = [...world.elb.state.listeners.values()].find(
    ({ loadBalancerArn }) => loadBalancerArn === scenario?.loadBalancerArn,
  )
  if (listener === undefined) throw new Error('the load balancer has no listener')
  return listener
}

/** Whether the answer to a request at `url` comes from the version `next`. */
export async function isNext({ scenario }: PairedSimulator, url: string): Promise<boolean> {
  const response = await fetch(url)
  const { version } = (await response.json()) as { version: string }
  return version === scenario?.version('next').version
}
