import { ok } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { RunStep } from '../step-context.ts'

/** Checks once more, right before anything changes. */
export const preflight: RunStep = (context) =>
  poll(context, async () => {
    const checked = await context.ports.preflightAgain(context.environment, context.work)
    return checked.ok ? ok({ state: 'done', sentence: checked.value }) : checked
  })
