import { taskLimits } from './circuit-breaker.ts'
import type { DeploymentRecord, ServiceRecord, TaskRecord } from './model.ts'

type Of = Pick<ServiceRecord, 'desiredCount' | 'configuration'>

const wanted = (tasks: readonly TaskRecord[]): readonly TaskRecord[] =>
  tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING')

/** How many tasks of the primary deployment to start now: those missing, as far as `maximumPercent` leaves room. */
export const chooseLaunches = (
  service: Of,
  primary: DeploymentRecord,
  tasks: readonly TaskRecord[],
): number => {
  const active = wanted(tasks)
  const own = active.filter(({ deployment }) => deployment === primary)
  const { maximum } = taskLimits(service.configuration, service.desiredCount)
  return Math.max(0, Math.min(service.desiredCount - own.length, maximum - active.length))
}

/**
 * Which tasks to stop now: surplus ones of the primary deployment, old ones that do not serve, and old ones that new
 * ones replace. Without room to start new ones, old ones make it, down to `minimumHealthyPercent`.
 */
export const chooseStops = (
  service: Of,
  primary: DeploymentRecord,
  tasks: readonly TaskRecord[],
  serving: (task: TaskRecord) => boolean,
): readonly TaskRecord[] => {
  if (primary.rolloutState === 'FAILED') return []
  const { minimum, maximum } = taskLimits(service.configuration, service.desiredCount)
  const active = wanted(tasks)
  const own = active.filter(({ deployment }) => deployment === primary)
  const surplus = own
    .toSorted((a, b) => b.createdAt - a.createdAt)
    .slice(0, Math.max(0, own.length - service.desiredCount))
  const old = active.filter(({ deployment }) => deployment !== primary)
  const idle = old.filter((task) => !serving(task))
  const servingOld = old.filter(serving)
  const stops = [...surplus, ...idle]
  let healthy = active.filter(serving).length - surplus.filter(serving).length
  let missing = service.desiredCount - own.length - Math.max(0, maximum - (active.length - stops.length))
  for (const task of servingOld) {
    const replaced = healthy > Math.max(service.desiredCount, minimum)
    const makesRoom = missing > 0 && healthy > minimum
    if (!replaced && !makesRoom) break
    stops.push(task)
    healthy -= 1
    missing -= 1
  }
  return stops
}

/** Neither may one more task be started nor one of the healthy ones be stopped, and old ones still run: it stays so for good. */
export const isBlocked = (
  service: Of,
  primary: DeploymentRecord,
  tasks: readonly TaskRecord[],
  serving: (task: TaskRecord) => boolean,
): boolean => {
  const active = wanted(tasks)
  return (
    active.some(({ deployment }) => deployment !== primary) &&
    active.every(serving) &&
    chooseLaunches(service, primary, tasks) === 0 &&
    chooseStops(service, primary, tasks, serving).length === 0
  )
}
