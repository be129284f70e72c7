import type { Ecs } from '../ecs/ecs.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Random } from '../random.ts'
import type { Served } from './play.ts'

type Deps = { readonly ecs: Ecs; readonly metrics: Metrics; readonly random: Random }
type Tick = { readonly at: number; readonly seconds: number }

/** Percent of a task's CPU that one request per second costs, and that it takes to do nothing. */
const cpuPerRequest = 0.9
const cpuAtRest = 3

/** CPU, memory and running tasks of every service, from what its tasks served in a tick. */
export const measureServices = (
  { ecs, metrics, random }: Deps,
  served: readonly Served[],
  { at, seconds }: Tick,
): void => {
  const requestsByIp = new Map<string, number>()
  for (const { ip, requests } of served) requestsByIp.set(ip, (requestsByIp.get(ip) ?? 0) + requests)
  const noise = (): number => (random.next() - 0.5) * 2
  for (const cluster of ecs.clusters.values()) {
    for (const service of cluster.services.values()) {
      const dimensions = { ClusterName: cluster.name, ServiceName: service.name }
      let running = 0
      for (const task of cluster.tasks.values()) {
        if (task.service !== service || task.lastStatus !== 'RUNNING') continue
        running += 1
        const rate = (requestsByIp.get(task.ip) ?? 0) / seconds
        const cpu = Math.min(100, Math.max(0.5, cpuAtRest + rate * cpuPerRequest + noise()))
        const memory = Math.min(100, Math.max(1, 38 + rate * 0.05 + noise()))
        const options = { at, unit: 'Percent' }
        metrics.record({ namespace: 'AWS/ECS', name: 'CPUUtilization', dimensions }, cpu, options)
        metrics.record({ namespace: 'AWS/ECS', name: 'MemoryUtilization', dimensions }, memory, options)
      }
      metrics.record({ namespace: 'ECS/ContainerInsights', name: 'RunningTaskCount', dimensions }, running, {
        at,
        unit: 'Count',
      })
    }
  }
}
