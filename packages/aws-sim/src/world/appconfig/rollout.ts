import type { Clock } from '../clock.ts'
import type { Deployment, Strategy } from './types.ts'

const minute = 60_000
/** How many steps a growth factor gives at most; a small factor over a long time still moves often. */
const mostSteps = 100

/** Moves a deployment through its percentages and its bake time, until it is complete or has been stopped. */
export function runDeployment(clock: Clock, deployment: Deployment): void {
  const percentages = growthPercentages(deployment.strategy)
  const stepMilliseconds = (deployment.strategy.durationMinutes * minute) / percentages.length
  const serving = deployment.environment.serving.get(deployment.profile.id)
  if (!serving) return
  record(deployment, clock, 'DEPLOYMENT_STARTED', 'Deployment started', 'USER')

  const bake = (): void => {
    deployment.state = 'BAKING'
    record(
      deployment,
      clock,
      'BAKE_TIME_STARTED',
      `Bake time of ${deployment.strategy.bakeMinutes} minutes started`,
    )
    later(deployment.strategy.bakeMinutes * minute, complete)
  }
  const complete = (): void => {
    if (deployment.state !== 'BAKING') return
    deployment.state = 'COMPLETE'
    deployment.completedAt = clock.now()
    serving.stable = deployment.version.number
    serving.next = null
    record(deployment, clock, 'DEPLOYMENT_COMPLETED', 'Deployment completed')
  }
  const grow = (index: number): void => {
    const percentage = percentages[index]
    if (deployment.state !== 'DEPLOYING') return
    if (percentage === undefined) return bake()
    deployment.percentage = percentage
    serving.next = { version: deployment.version.number, percentage }
    record(deployment, clock, 'PERCENTAGE_UPDATED', `Deployed to ${percentage}% of targets`)
    if (percentage < 100) later(stepMilliseconds, () => grow(index + 1))
    else bake()
  }
  // A deployment of no duration is over within the call, as AllAtOnce nearly is.
  const later = (milliseconds: number, act: () => void): void => {
    if (milliseconds > 0) clock.after(milliseconds, act)
    else act()
  }
  grow(0)
}

const revertMilliseconds = 72 * 60 * minute

/**
 * What a stopped deployment becomes; null when it cannot be stopped. Only one that is DEPLOYING may be stopped, unless
 * reverting is allowed: then one in progress is ROLLED_BACK, and one that is complete REVERTED, within 72 hours of it
 * (API reference of StopDeployment). That one that bakes is in progress, and no longer DEPLOYING, is read from there.
 */
export function stateWhenStopped(
  { state, completedAt }: Pick<Deployment, 'state' | 'completedAt'>,
  allowRevert: boolean,
  now: number,
): 'ROLLED_BACK' | 'REVERTED' | null {
  if (state === 'DEPLOYING' || (state === 'BAKING' && allowRevert)) return 'ROLLED_BACK'
  const isRecent = completedAt !== null && now - completedAt <= revertMilliseconds
  return state === 'COMPLETE' && allowRevert && isRecent ? 'REVERTED' : null
}

/** Goes back to what served before. believed: within the call, though AWS may say ROLLING_BACK for a moment. */
export function stopDeployment(
  clock: Clock,
  deployment: Deployment,
  state: 'ROLLED_BACK' | 'REVERTED',
): void {
  const serving = deployment.environment.serving.get(deployment.profile.id)
  if (serving) {
    serving.stable = deployment.previous
    serving.next = null
  }
  deployment.state = state
  deployment.percentage = 0
  deployment.completedAt = clock.now()
  if (state === 'REVERTED') return record(deployment, clock, 'REVERT_COMPLETED', 'Revert completed', 'USER')
  record(deployment, clock, 'ROLLBACK_STARTED', 'Rollback started', 'USER')
  record(deployment, clock, 'ROLLBACK_COMPLETED', 'Rollback completed')
}

/** The percentages a strategy passes, the last of them 100. */
export function growthPercentages({ durationMinutes, growthType, growthFactor }: Strategy): number[] {
  if (durationMinutes === 0 || growthFactor >= 100) return [100]
  const percentages: number[] = []
  for (let step = 0; step < mostSteps; step++) {
    const percentage = growthType === 'EXPONENTIAL' ? growthFactor * 2 ** step : growthFactor * (step + 1)
    if (percentage >= 100) break
    percentages.push(Math.round(percentage * 100) / 100)
  }
  return [...percentages, 100]
}

function record(
  deployment: Deployment,
  clock: Clock,
  type: Deployment['events'][number]['type'],
  description: string,
  by: 'USER' | 'APPCONFIG' = 'APPCONFIG',
): void {
  deployment.events.unshift({ type, at: clock.now(), description, by })
}
