import type { ReleaseStepId } from '@lockstep/shared-types/release'
import type { RunStep } from './step-context.ts'
import { backendStart } from './steps/backend-start.ts'
import { backendSteady } from './steps/backend-steady.ts'
import { backendUpdate } from './steps/backend-update.ts'
import { candidatePublish } from './steps/candidate-publish.ts'
import { candidateSteady } from './steps/candidate-steady.ts'
import { candidateUpdate } from './steps/candidate-update.ts'
import { edgeVersion } from './steps/edge-version.ts'
import { endpoint } from './steps/endpoint.ts'
import { frontendPublish } from './steps/frontend-publish.ts'
import { health } from './steps/health.ts'
import { invalidate } from './steps/invalidate.ts'
import { invalidationDone } from './steps/invalidation-done.ts'
import { preflight } from './steps/preflight.ts'
import { rollout } from './steps/rollout.ts'
import { rolloutFinish } from './steps/rollout-finish.ts'
import { tidy } from './steps/tidy.ts'
import { watch } from './steps/watch.ts'

export const stepTable: Readonly<Record<ReleaseStepId, RunStep>> = {
  preflight,
  'candidate-update': candidateUpdate,
  'candidate-publish': candidatePublish,
  'candidate-steady': candidateSteady,
  rollout,
  'backend-update': backendUpdate,
  'backend-start': backendStart,
  'frontend-publish': frontendPublish,
  invalidate,
  'backend-steady': backendSteady,
  health,
  'invalidation-done': invalidationDone,
  'edge-version': edgeVersion,
  endpoint,
  'rollout-finish': rolloutFinish,
  watch,
  tidy,
}
