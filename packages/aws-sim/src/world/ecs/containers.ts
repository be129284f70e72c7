import type { Clock } from '../clock.ts'
import type { Logs } from '../logs/logs.ts'
import type { Network } from '../task-app/network.ts'
import type { Behaviours } from '../task-app/behaviours.ts'
import { createTaskApp } from '../task-app/task-app.ts'
import type { Random } from '../random.ts'
import type { ContainerBehaviour } from '../world.ts'
import type { Pulled } from './images.ts'
import type { TaskRecord } from './model.ts'

export type ContainerDeps = {
  readonly clock: Clock
  readonly random: Random
  readonly network: Network
  readonly logs: Logs
  readonly behaviours: Behaviours
}

const ports = (task: TaskRecord, container: string): readonly number[] => {
  const definition = task.definition.containers.find(({ name }) => name === container)
  const mapped = (definition?.portMappings ?? []).flatMap(({ containerPort }) => containerPort ?? [])
  const wanted = task.service.loadBalancers.filter(({ containerName }) => containerName === container)
  return [...new Set([...mapped, ...wanted.map(({ containerPort }) => containerPort)])]
}

/** The log group and stream that a container writes to; null without the awslogs driver. */
export const logStreamOf = (
  task: TaskRecord,
  container: string,
): { group: string; stream: string } | null => {
  const configuration = task.definition.containers.find(({ name }) => name === container)?.logConfiguration
  const group = configuration?.options?.['awslogs-group']
  if (configuration?.logDriver !== 'awslogs' || group === undefined) return null
  const prefix = configuration.options?.['awslogs-stream-prefix']
  return { group, stream: prefix === undefined ? task.id : `${prefix}/${container}/${task.id}` }
}

/** Starts the apps of a task: they listen, and say so in the log. */
export const startApps = (
  { random, network, logs, behaviours }: ContainerDeps,
  task: TaskRecord,
  pulled: ReadonlyMap<string, Pulled>,
  at: number,
): void => {
  for (const container of task.containers) {
    const image = pulled.get(container.name)
    if (image === undefined) continue
    const { behaviour, digest } = image
    const to = logStreamOf(task, container.name)
    const say = (text: string): void => {
      if (to !== null) logs.write(to.group, to.stream, text, at)
    }
    if (behaviour.health === 'wrong-platform') {
      say('exec /app/server: exec format error')
      continue
    }
    const subject = { digest, service: task.service.name, cluster: task.service.cluster.name }
    const changed = (own: ContainerBehaviour) => behaviours.apply(subject, own)
    const app = createTaskApp({ behaviour, startedAt: at, random, changed })
    task.apps.set(container.name, app)
    for (const port of ports(task, container.name)) network.attach(task.ip, port, app)
    say(`{"level":"info","msg":"starting","version":"${behaviour.version}","commit":"${behaviour.commit}"}`)
    for (const port of ports(task, container.name)) say(`{"level":"info","msg":"listening","port":${port}}`)
    if (behaviour.health === 'fail') say('{"level":"error","msg":"dependency not reachable, health is 503"}')
    if (behaviour.health === 'crash')
      say('{"level":"fatal","msg":"uncaught exception: configuration is missing"}')
  }
}

/** Nobody answers on the task's ports any more. */
export const stopApps = ({ network }: Pick<ContainerDeps, 'network'>, task: TaskRecord): void => {
  for (const { name } of task.containers) for (const port of ports(task, name)) network.detach(task.ip, port)
}
