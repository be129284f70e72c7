import type { DeploymentLifecycleHookAction } from '@aws-sdk/client-ecs'
import type { Clock } from '../../clock.ts'
import type { Ids } from '../ids.ts'
import type { ServiceDeploymentRecord } from '../model.ts'
import type { HookRecord, NativeStage } from './types.ts'

const defaultTimeoutMinutes = 1440

/** Begins the pauses of a stage; `expired` is called for each that nobody answered in time. */
export const openHooks = (
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
  { configuration }: ServiceDeploymentRecord,
  stage: NativeStage,
  expired: (hook: HookRecord) => void,
): readonly HookRecord[] => {
  const asked = (configuration.lifecycleHooks ?? []).filter(
    ({ targetType, lifecycleStages = [] }) =>
      targetType === 'PAUSE' && lifecycleStages.some((one) => one === stage),
  )
  return asked.map(({ timeoutConfiguration }) => {
    const { timeoutInMinutes = defaultTimeoutMinutes, action = 'ROLLBACK' } = timeoutConfiguration ?? {}
    const hook: HookRecord = {
      hookId: ids.hook(),
      status: 'AWAITING_ACTION',
      expiresAt: clock.now() + timeoutInMinutes * 60_000,
      timeoutAction: action,
    }
    clock.after(timeoutInMinutes * 60_000, () => {
      if (hook.status === 'AWAITING_ACTION') expired(hook)
    })
    return hook
  })
}

/** What a hook's answer makes of it. */
export const answerHook = (hook: HookRecord, action: DeploymentLifecycleHookAction): void => {
  hook.status = action === 'CONTINUE' ? 'SUCCEEDED' : 'FAILED'
}

/** Hooks that wait for an answer which cannot come any more. */
export const closeHooks = (hooks: readonly HookRecord[]): void => {
  for (const hook of hooks) if (hook.status === 'AWAITING_ACTION') hook.status = 'FAILED'
}
