import type { BuiltWorld } from '../corpus-case.ts'

/** The task definition that runs, as it was registered. */
export function currentRequest({ world, built }: Pick<BuiltWorld, 'world' | 'built'>) {
  const record = world.ecs.definitions.find(built.taskDefinitionArn)
  if (record === null) throw new Error(`no task definition ${built.taskDefinitionArn}`)
  return record.request
}

/** Registers today's task definition with another image; its ARN. */
export function registerImage({ world, built }: Pick<BuiltWorld, 'world' | 'built'>, image: string): string {
  const request = currentRequest({ world, built })
  const containerDefinitions = (request.containerDefinitions ?? []).map((container) => ({
    ...container,
    image,
  }))
  return world.ecs.registerTaskDefinition({ ...request, containerDefinitions }).arn
}

/** As if the service had been steady on this image since `hoursAgo`, in place of what it runs. */
export function runInstead(
  { world, built, clock }: BuiltWorld,
  image: string,
  { service = 'runs', hoursAgo = 3, definition = registerImage({ world, built }, image) } = {},
): string {
  world.ecs.createSteadyService({
    cluster: built.cluster,
    name: service,
    taskDefinition: definition,
    desiredCount: 2,
    startedAt: clock.now() - hoursAgo * 3_600_000,
    loadBalancers: [
      {
        targetGroupArn: built.targetGroupArn,
        containerName: built.container,
        containerPort: built.containerPort,
      },
    ],
    deploymentConfiguration: {},
  })
  return definition
}
