import { ok } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { RunStep } from '../step-context.ts'
import { lookAtService } from './look-at-service.ts'

/** Waits until only new tasks run, and ECS says that the deployment is complete. */
export const backendSteady: RunStep = (context) =>
  poll(context, async () => {
    const looked = await lookAtService(context)
    return looked.ok ? ok(looked.value.look) : looked
  })
