import type { Deployments } from '../deployments.ts'
import type { Ids } from '../ids.ts'
import type { DeploymentRecord, ServiceRecord } from '../model.ts'
import type { TaskMoves } from '../task-moves.ts'
import { activeTasks, isWhole, othersGone, wantedTasks } from './counts.ts'
import { openHooks } from './hooks.ts'
import { stageOf } from './progress.ts'
import { createShifts, type ShiftDeps } from './shift.ts'
import type { HookRecord, NativeProgress } from './types.ts'

export type NativeDeps = ShiftDeps & {
  readonly ids: Ids
  readonly deployments: Deployments
  readonly moves: TaskMoves
  readonly reconcile: (service: ServiceRecord) => void
}

/** Brings a deployment whose traffic ECS shifts itself one step nearer to its end, or back. */
export type Native = (service: ServiceRecord, primary: DeploymentRecord, progress: NativeProgress) => void
type Done = (...input: Parameters<Native>) => boolean

export const createNative = (deps: NativeDeps): Native => {
  const { clock, say, deployments, moves, tasksOf, serving, reconcile } = deps
  const { shift, isBack } = createShifts(deps)

  const keepCounts: Native = (service, primary, progress) => {
    for (const deployment of service.deployments) {
      const own = activeTasks(tasksOf(service), deployment)
      const wanted = wantedTasks(service, primary, progress, deployment, own.length)
      if (own.length < wanted) moves.launch(service, deployment, wanted - own.length)
      const newest = own.toSorted((a, b) => b.createdAt - a.createdAt)
      moves.retire(service, newest.slice(0, Math.max(0, own.length - wanted)))
    }
    const left = tasksOf(service)
    service.deployments = service.deployments.filter(
      (one) =>
        one === primary ||
        one.revision === progress.base ||
        left.some((task) => task.deployment === one && task.lastStatus !== 'STOPPED'),
    )
  }

  const finish = (service: ServiceRecord, primary: DeploymentRecord, progress: NativeProgress): void => {
    progress.mode = 'ended'
    deployments.complete(service, primary)
    service.steady = true
    say(service, 'has reached a steady state.')
  }

  const expire = (service: ServiceRecord, primary: DeploymentRecord, hook: HookRecord): void => {
    hook.status = 'TIMED_OUT'
    const cause = 'lifecycle hook timed out'
    if (hook.timeoutAction === 'ROLLBACK')
      deployments.fail(service, primary, { monitor: 'hook', cause, rollback: true })
    reconcile(service)
  }

  /** Does what the present step is for; true once it is done. */
  const work: Done = (service, primary, progress) => {
    const step = progress.steps[progress.index]
    switch (step?.stage) {
      case 'RECONCILE_SERVICE':
        return isBack(service, primary, progress)
      case 'SCALE_UP':
        return isWhole(service, tasksOf(service), primary, serving)
      case 'TEST_TRAFFIC_SHIFT':
        return shift(service, primary, progress, 'test', 100)
      case 'PRODUCTION_TRAFFIC_SHIFT':
        return shift(service, primary, progress, 'production', step.percent ?? 100)
      case 'CLEAN_UP':
        progress.sourceReduced = true
        return othersGone(tasksOf(service), [primary]) && isWhole(service, tasksOf(service), primary, serving)
      default:
        return true
    }
  }

  const bake = (service: ServiceRecord, progress: NativeProgress): void => {
    const bakeMilliseconds = (progress.steps[progress.index]?.bakeMinutes ?? 0) * 60_000
    progress.part = 'bake'
    progress.bakesUntil = clock.now() + bakeMilliseconds
    if (bakeMilliseconds > 0) clock.after(bakeMilliseconds, () => reconcile(service))
  }

  /** True when something moved on, so that it is worth to look again. */
  const advance: Done = (service, primary, progress) => {
    const { serviceDeployment } = primary
    switch (progress.part) {
      case 'work':
        if (!work(service, primary, progress)) return false
        bake(service, progress)
        return true
      case 'bake': {
        if (clock.now() < progress.bakesUntil) return false
        const stage = stageOf(progress)
        const hooks =
          stage === null
            ? []
            : openHooks(deps, serviceDeployment, stage, (hook) => expire(service, primary, hook))
        if (hooks.length > 0) progress.hooks = hooks
        for (const { hookId } of hooks)
          say(
            service,
            `(service deployment ${serviceDeployment.id}) is paused by hook ${hookId} at ${stage}.`,
          )
        progress.part = 'hooks'
        serviceDeployment.updatedAt = clock.now()
        return true
      }
      case 'hooks': {
        if (progress.hooks.some(({ status }) => status === 'AWAITING_ACTION')) return false
        if (progress.index + 1 >= progress.steps.length) {
          finish(service, primary, progress)
          return false
        }
        progress.index += 1
        progress.part = 'work'
        serviceDeployment.updatedAt = clock.now()
        return true
      }
    }
  }

  return (service, primary, progress) => {
    const returns = progress.mode === 'returning' && primary.rolloutState !== 'FAILED'
    if (returns && isBack(service, primary, progress)) finish(service, primary, progress)
    keepCounts(service, primary, progress)
    // What is asked to stop, is pending or failed stays as it is.
    const goesOn = (): boolean =>
      progress.mode === 'forward' && primary.serviceDeployment.status === 'IN_PROGRESS'
    while (goesOn() && advance(service, primary, progress)) keepCounts(service, primary, progress)
  }
}
