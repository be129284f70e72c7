import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeClustersCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
  type CreateServiceCommandInput,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs'
import { noted, note, step, type Flow, type Run } from '../flow.ts'
import { sweepEcs } from './ecs-sweep.ts'

const cluster = ({ prefix }: Run): string => prefix
const family = ({ prefix }: Run): string => `${prefix}-web`
const none = '00000000000000000000000000000000'

const register = (run: Run, image: string) =>
  run.clients.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: family(run),
      containerDefinitions: [{ name: 'web', image, memory: 64, essential: true }],
      tags: [{ key: 'made-by', value: 'lockstep-parity' }],
    }),
  )
const create = (run: Run, input: Partial<CreateServiceCommandInput> = {}) =>
  run.clients.ecs.send(
    new CreateServiceCommand({
      cluster: cluster(run),
      serviceName: 'web',
      taskDefinition: `${family(run)}:1`,
      desiredCount: 0,
      ...input,
    }),
  )
const update = (run: Run, input: Partial<UpdateServiceCommandInput> = {}) =>
  run.clients.ecs.send(new UpdateServiceCommand({ cluster: cluster(run), service: 'web', ...input }))

/** Services as they are, without their events, whose words are AWS's own. */
async function services(run: Run, names: string[], inCluster = cluster(run)) {
  const { services: found = [], failures } = await run.clients.ecs.send(
    new DescribeServicesCommand({ cluster: inCluster, services: names }),
  )
  return { services: found.map(({ events: _events, ...rest }) => rest), failures }
}
const listDefinitions = (run: Run, input: ConstructorParameters<typeof ListTaskDefinitionsCommand>[0]) =>
  run.clients.ecs.send(new ListTaskDefinitionsCommand({ familyPrefix: family(run), ...input }))
const withoutEvents = ({ service }: { service?: { events?: unknown } | undefined }) => {
  const { events: _events, ...rest } = service ?? {}
  return rest
}

export const ecsFlow: Flow = {
  service: 'ecs',
  makes: 'an empty cluster, two task definitions, and services that run nothing (desiredCount 0)',
  steps: [
    step('a cluster that is not there', (run) =>
      run.clients.ecs.send(new DescribeClustersCommand({ clusters: [cluster(run)] })),
    ),
    step('services of a cluster that is not there', (run) => services(run, ['web'])),
    step('tasks of a cluster that is not there', (run) =>
      run.clients.ecs.send(new ListTasksCommand({ cluster: cluster(run) })),
    ),
    step('to make a cluster', (run) =>
      run.clients.ecs.send(new CreateClusterCommand({ clusterName: cluster(run) })),
    ),
    step('the cluster', (run) =>
      run.clients.ecs.send(new DescribeClustersCommand({ clusters: [cluster(run)] })),
    ),
    step('a service that is not there', (run) => services(run, ['web'])),
    step('no service', (run) => services(run, [])),
    step('eleven services', (run) =>
      services(
        run,
        Array.from({ length: 11 }, (_, index) => `web-${index}`),
      ),
    ),
    step('services of an empty cluster', (run) =>
      run.clients.ecs.send(new ListServicesCommand({ cluster: cluster(run) })),
    ),
    step('to register a definition', async (run) => register(run, 'example.com/web:v1')),
    step('to register a second revision', async (run) => register(run, 'example.com/web:v2')),
    step('a definition without containers', (run) =>
      run.clients.ecs.send(
        new RegisterTaskDefinitionCommand({ family: family(run), containerDefinitions: [] }),
      ),
    ),
    step('a definition whose name has a blank', (run) =>
      run.clients.ecs.send(
        new RegisterTaskDefinitionCommand({
          family: 'lockstep parity',
          containerDefinitions: [{ name: 'web', image: 'example.com/web', memory: 64 }],
        }),
      ),
    ),
    step('a definition for Fargate without sizes', (run) =>
      run.clients.ecs.send(
        new RegisterTaskDefinitionCommand({
          family: family(run),
          requiresCompatibilities: ['FARGATE'],
          networkMode: 'awsvpc',
          containerDefinitions: [{ name: 'web', image: 'example.com/web' }],
        }),
      ),
    ),
    step('a definition', (run) =>
      run.clients.ecs.send(
        new DescribeTaskDefinitionCommand({ taskDefinition: `${family(run)}:1`, include: ['TAGS'] }),
      ),
    ),
    step('the newest of its family', async (run) => {
      const { taskDefinition } = await run.clients.ecs.send(
        new DescribeTaskDefinitionCommand({ taskDefinition: family(run) }),
      )
      return { revision: taskDefinition?.revision }
    }),
    step('a definition that is not there', (run) =>
      run.clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: `${family(run)}:9` })),
    ),
    step('definitions, newest first', (run) => listDefinitions(run, { sort: 'DESC' })),
    step('one definition of two', (run) => listDefinitions(run, { maxResults: 1 })),
    step('definitions of a family that is not there', (run) =>
      listDefinitions(run, { familyPrefix: `${run.prefix}-none` }),
    ),
    step('a page of more than 100', (run) => listDefinitions(run, { maxResults: 101 })),
    step('to make a service', async (run) => withoutEvents(await create(run))),
    step('to make it again', (run) => create(run, { desiredCount: 1 })),
    step('to make one without a definition', (run) =>
      create(run, { serviceName: 'other', taskDefinition: undefined }),
    ),
    step('to make one of a definition that is not there', (run) =>
      create(run, { serviceName: 'other', taskDefinition: `${family(run)}:9` }),
    ),
    step('to make one that cannot be deployed', (run) =>
      create(run, {
        serviceName: 'other',
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 },
      }),
    ),
    step('the service', (run) => services(run, ['web', 'none'])),
    step('to update it', async (run) => {
      const { service } = await update(run, { taskDefinition: `${family(run)}:2` })
      const [primary] = service?.deployments ?? []
      return { taskDefinition: service?.taskDefinition, primary: primary?.taskDefinition }
    }),
    step('to update it to what is not there', (run) => update(run, { taskDefinition: `${family(run)}:9` })),
    step('to update a service that is not there', (run) => update(run, { service: 'none' })),
    step('to want fewer than none', (run) => update(run, { desiredCount: -1 })),
    step('a strategy that is none', (run) =>
      update(run, { deploymentConfiguration: { strategy: 'ALL_AT_ONCE' as 'ROLLING' } }),
    ),
    step('its tasks', (run) =>
      run.clients.ecs.send(new ListTasksCommand({ cluster: cluster(run), serviceName: 'web' })),
    ),
    step('tasks of a service that is not there', (run) =>
      run.clients.ecs.send(new ListTasksCommand({ cluster: cluster(run), serviceName: 'none' })),
    ),
    step('a task that is not there', (run) =>
      run.clients.ecs.send(new DescribeTasksCommand({ cluster: cluster(run), tasks: [none] })),
    ),
    step('no task', (run) =>
      run.clients.ecs.send(new DescribeTasksCommand({ cluster: cluster(run), tasks: [] })),
    ),
    step('deployments of a service that is not there', (run) =>
      run.clients.ecs.send(new ListServiceDeploymentsCommand({ cluster: cluster(run), service: 'none' })),
    ),
    step('the ARN of its cluster', async (run) => {
      const { clusters = [] } = await run.clients.ecs.send(
        new DescribeClustersCommand({ clusters: [cluster(run)] }),
      )
      note(run, 'cluster', clusters, ([one]) => one?.clusterArn)
      return {}
    }),
    step('a deployment that is not there', (run) =>
      run.clients.ecs.send(
        new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [missingDeployment(run)] }),
      ),
    ),
    step('to stop a deployment that is not there', (run) =>
      run.clients.ecs.send(
        new StopServiceDeploymentCommand({ serviceDeploymentArn: missingDeployment(run) }),
      ),
    ),
    step('to make a service of the controller EXTERNAL', async (run) =>
      withoutEvents(
        await create(run, {
          serviceName: 'external',
          taskDefinition: undefined,
          deploymentController: { type: 'EXTERNAL' },
        }),
      ),
    ),
    step('to make a service of the controller CODE_DEPLOY without load balancer', (run) =>
      create(run, { serviceName: 'code-deploy', deploymentController: { type: 'CODE_DEPLOY' } }),
    ),
    step('the service of the controller EXTERNAL', (run) => services(run, ['external'])),
    step('to give it a definition', (run) =>
      update(run, { service: 'external', taskDefinition: `${family(run)}:2` }),
    ),
    step('to remove a cluster with services', (run) =>
      run.clients.ecs.send(new DeleteClusterCommand({ cluster: cluster(run) })),
    ),
    step('to remove the service', async (run) => {
      const { service } = await run.clients.ecs.send(
        new DeleteServiceCommand({ cluster: cluster(run), service: 'web' }),
      )
      return { desiredCount: service?.desiredCount, runningCount: service?.runningCount }
    }),
    step('to update what was removed', (run) => update(run, { taskDefinition: `${family(run)}:1` })),
    step('to deregister a definition', async (run) => {
      const { taskDefinition } = await run.clients.ecs.send(
        new DeregisterTaskDefinitionCommand({ taskDefinition: `${family(run)}:2` }),
      )
      return { status: taskDefinition?.status }
    }),
    step('definitions that are active', (run) => listDefinitions(run, {})),
    step('definitions that are not', (run) => listDefinitions(run, { status: 'INACTIVE' })),
  ],
  sweep: sweepEcs,
}

const missingDeployment = (run: Run): string =>
  `${noted(run, 'cluster').replace(':cluster/', ':service-deployment/')}/web/aaaaaaaaaaaaaaaaaaaaa`
