import { arn } from '../arn.ts'
import type { WorldContext } from '../world.ts'

/** Ids and ARNs in the form that ECS gives them. */
export type Ids = {
  cluster(name: string): string
  service(cluster: string, name: string): string
  taskDefinition(family: string, revision: number): string
  task(cluster: string): { readonly id: string; readonly arn: string }
  container(cluster: string, taskId: string): string
  deployment(): string
  serviceDeployment(cluster: string, service: string): { readonly id: string; readonly arn: string }
  revision(cluster: string, service: string): { readonly id: string; readonly arn: string }
  event(): string
  hook(): string
  ip(): string
}

export const createIds = (context: WorldContext): Ids => {
  const { random } = context
  const own = (resource: string): string => arn(context, 'ecs', resource)
  const digits = (): string =>
    `${random.integer(1, 9)}${Array.from({ length: 18 }, () => random.integer(0, 9)).join('')}`
  const uuid = (): string => [8, 4, 4, 4, 12].map((length) => random.hex(length)).join('-')
  const named = (kind: string, path: string, id: string) => ({ id, arn: own(`${kind}/${path}/${id}`) })
  let address = random.integer(0, 250)

  return {
    cluster: (name) => own(`cluster/${name}`),
    service: (cluster, name) => own(`service/${cluster}/${name}`),
    taskDefinition: (family, revision) => own(`task-definition/${family}:${revision}`),
    task: (cluster) => named('task', cluster, random.hex(32)),
    container: (cluster, taskId) => own(`container/${cluster}/${taskId}/${uuid()}`),
    deployment: () => `ecs-svc/${digits()}`,
    serviceDeployment: (cluster, service) =>
      named('service-deployment', `${cluster}/${service}`, random.hex(20)),
    revision: (cluster, service) => named('service-revision', `${cluster}/${service}`, digits()),
    event: uuid,
    hook: () => `ecs-pause-${random.hex(43)}`,
    // Counted, not drawn: two tasks that live at the same time must never share an address.
    ip() {
      address = (address + 1) % 64_000
      return `10.0.${Math.floor(address / 250)}.${(address % 250) + 4}`
    },
  }
}
