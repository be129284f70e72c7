import type { ReleaseStepId } from '@lockstep/shared-types/release'
import type { RunStep } from './step-context.ts'
import { backendStart } from './steps/backend-start.ts'
import { backendSteady } from './steps/backend-steady.ts'
import { backendUpdate } from './steps/backend-update.ts'
import { edgeVersion } from './steps/edge-version.ts'
import { endpoint } from './steps/endpoint.ts'
import { frontendPublish } from './steps/frontend-publish.ts'
import { health } from './steps/health.ts'
import { invalidate } from './steps/invalidate.ts'
import { invalidationDone } from './steps/invalidation-done.ts'
import { preflight } from './steps/preflight.ts'
import { tidy } from './steps/tidy.ts'
import { watch } from './steps/watch.ts'

export const stepTable: Readonly<Record<ReleaseStepId, RunStep>> = {
  preflight,
  'backend-update': backendUpdate,
  'backend-start': backendStart,
  'frontend-publish': frontendPublish,
  invalidate,
  'backend-steady': backendSteady,
  health,
  'invalidation-done': invalidationDone,
  'edge-version': edgeVersion,
  endpoint,
  watch,
  tidy,
}
