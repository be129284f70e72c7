import { candidateEnvironment } from '../../domain/rollout/candidate-environment.ts'
import type { RunStep } from '../step-context.ts'
import { backendSteady } from './backend-steady.ts'

/** Waits until all of the candidate's tasks run one image, before anybody is sent to them. */
export const candidateSteady: RunStep = async (context) => {
  const candidate = candidateEnvironment(context.environment)
  return candidate === null ? { kind: 'done' } : await backendSteady({ ...context, environment: candidate })
}
