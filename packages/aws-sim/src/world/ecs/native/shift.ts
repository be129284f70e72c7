import type { Clock } from '../../clock.ts'
import type { Elb } from '../../elb/types.ts'
import { taskLimits } from '../circuit-breaker.ts'
import type { Say } from '../events.ts'
import type { DeploymentRecord, ServiceRecord, TaskRecord } from '../model.ts'
import { activeTasks, isWhole, othersGone } from './counts.ts'
import { hasTestTraffic, shiftTraffic } from './traffic.ts'
import type { NativeProgress } from './types.ts'

export type ShiftDeps = {
  readonly clock: Clock
  readonly elb: Elb
  readonly say: Say
  readonly tasksOf: (service: ServiceRecord) => readonly TaskRecord[]
  readonly serving: (task: TaskRecord) => boolean
}

export type Shifts = {
  /** Sends `percent` of the traffic to the new revision; false, with an event, when a rule is not there to be changed. */
  shift(
    service: ServiceRecord,
    primary: DeploymentRecord,
    progress: NativeProgress,
    which: 'production' | 'test',
    percent: number,
  ): boolean
  /** Gives traffic back to the source revision; true once that is whole and nothing else runs. */
  isBack(service: ServiceRecord, primary: DeploymentRecord, progress: NativeProgress): boolean
}

export const createShifts = ({ clock, elb, say, tasksOf, serving }: ShiftDeps): Shifts => {
  const shift: Shifts['shift'] = (service, { serviceDeployment }, progress, which, percent) => {
    if (which === 'test' && !hasTestTraffic(serviceDeployment.target)) return true
    const done = shiftTraffic(elb, serviceDeployment.target, which, percent)
    const text = done
      ? `(service deployment ${serviceDeployment.id}) ${percent} percent of ${which} traffic is on the new service revision.`
      : `(service deployment ${serviceDeployment.id}) was unable to update the ${which} listener rule.`
    if (service.events[0]?.message.endsWith(text) !== true) say(service, text)
    if (!done) return false
    if (which === 'production') progress.productionPercent = percent
    else progress.testPercent = percent
    serviceDeployment.updatedAt = clock.now()
    return true
  }

  /** All traffic to the source revision, at once unless its tasks were stopped already. */
  const giveBack: Shifts['isBack'] = (service, primary, progress) => {
    if (!progress.shares) progress.returned = true
    if (progress.returned) return true
    const base = service.deployments.find(({ revision }) => revision === progress.base)
    const ready = base === undefined ? 0 : activeTasks(tasksOf(service), base).filter(serving).length
    const { minimum } = taskLimits(service.configuration, service.desiredCount)
    if (progress.sourceReduced && ready < minimum) return false
    if (!shift(service, primary, progress, 'production', 0)) return false
    shift(service, primary, progress, 'test', 0)
    progress.returned = true
    return true
  }

  return {
    shift,
    isBack(service, primary, progress) {
      const base = service.deployments.find(({ revision }) => revision === progress.base)
      const all = tasksOf(service)
      if (base === undefined) {
        progress.returned = true
        return othersGone(all, [primary])
      }
      return (
        giveBack(service, primary, progress) &&
        othersGone(all, [base]) &&
        isWhole(service, all, base, serving)
      )
    },
  }
}
