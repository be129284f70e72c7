import {
  type DeploymentConfiguration,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  RegisterTaskDefinitionCommand,
  type ServiceDeployment,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { DescribeRulesCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  buildNativeApp,
  type NativeAppOptions,
  type NativeEnvironment,
} from '../../scenarios/build-native-app.ts'
import { startSimulator } from '../../simulator.ts'

/** A service whose traffic ECS shifts, behind the real clients and a clock that moves by `advance` alone: for tests. */
export async function openNativeStage(options: NativeAppOptions = {}) {
  const simulator = await startSimulator({
    clock: { manual: true, startAt: Date.UTC(2026, 10, 20, 12) },
    scenario: (world) => buildNativeApp(world, options),
  })
  const app: NativeEnvironment | undefined = simulator.scenario
  if (app === undefined) throw new Error('the scenario gave no environment')
  const settings = {
    region: 'eu-west-1',
    endpoint: simulator.url,
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
  }
  const ecs = new ECSClient(settings)
  const elb = new ElasticLoadBalancingV2Client(settings)
  const at = { cluster: app.cluster, service: app.service }

  const service = async () => {
    const { services } = await ecs.send(
      new DescribeServicesCommand({ cluster: app.cluster, services: [app.service] }),
    )
    return services?.[0]
  }

  /** A task definition as the service's present one, with the image of a version. */
  const define = async (version: string): Promise<string> => {
    const taskDefinition = (await service())?.taskDefinition
    const { taskDefinition: old } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))
    const { image } = app.version(version)
    const containerDefinitions = (old?.containerDefinitions ?? []).map((one) => ({ ...one, image }))
    const { family, cpu, memory, networkMode, requiresCompatibilities } = old ?? {}
    const registered = await ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        cpu,
        memory,
        networkMode,
        requiresCompatibilities,
        containerDefinitions,
      }),
    )
    return registered.taskDefinition?.taskDefinitionArn ?? ''
  }

  const deploy = async (version: string, deploymentConfiguration: DeploymentConfiguration) => {
    const taskDefinition = await define(version)
    return ecs.send(new UpdateServiceCommand({ ...at, taskDefinition, deploymentConfiguration }))
  }

  /** The newest service deployment, or an earlier one. */
  const deployment = async (back = 0): Promise<ServiceDeployment> => {
    const { serviceDeployments } = await ecs.send(new ListServiceDeploymentsCommand(at))
    const arn = serviceDeployments?.[back]?.serviceDeploymentArn ?? ''
    const described = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }))
    const [found] = described.serviceDeployments ?? []
    if (found === undefined) throw new Error('there is no service deployment')
    return found
  }

  /** Weights of the production rule: of the target group that the service began with, and of its alternate. */
  const weights = async () => {
    const { Rules } = await elb.send(new DescribeRulesCommand({ RuleArns: [app.productionRuleArn] }))
    const groups = Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? []
    const of = (arn: string) => groups.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.Weight
    return [of(app.targetGroups.primary.arn), of(app.targetGroups.alternate.arn)]
  }

  /** How many of `count` requests at the load balancer a version answers, and how many fail. */
  const answers = async (version: string, count: number) => {
    const wanted = app.version(version).version
    let own = 0
    let failed = 0
    for (let index = 0; index < count; index += 1) {
      const response = await fetch(`${app.apiUrl}/version`)
      if (!response.ok) failed += 1
      else if ((await response.text()).includes(wanted)) own += 1
    }
    return { own, failed }
  }

  /** Time goes on, a second at a time, until the newest service deployment is as wanted. */
  const until = async (
    is: (one: ServiceDeployment) => boolean,
    seconds = 300,
  ): Promise<ServiceDeployment> => {
    for (let second = 0; second < seconds; second += 1) {
      const one = await deployment()
      if (is(one)) return one
      simulator.clock.advance(1000)
    }
    const { status, lifecycleStage, targetServiceRevision } = await deployment()
    throw new Error(`never came: ${JSON.stringify({ status, lifecycleStage, targetServiceRevision })}`)
  }
  const untilStatus = (status: string) => until((one) => one.status === status)
  const untilPaused = () =>
    until(({ lifecycleHookDetails = [] }) =>
      lifecycleHookDetails.some((hook) => hook.status === 'AWAITING_ACTION'),
    )

  return {
    app,
    at,
    ecs,
    simulator,
    service,
    define,
    deploy,
    deployment,
    weights,
    answers,
    until,
    untilStatus,
    untilPaused,
    advanceMinutes: (minutes: number) => simulator.clock.advance(minutes * 60_000),
    close: () => simulator.close(),
  }
}

export type NativeTestStage = Awaited<ReturnType<typeof openNativeStage>>

/** The production percentage that a service deployment asks for its new revision. */
export const productionPercent = ({ targetServiceRevision }: ServiceDeployment): number | undefined =>
  targetServiceRevision?.requestedProductionTrafficWeight
