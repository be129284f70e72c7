import type { Problem } from '@lockstep/shared-types/problem'
import type { ReleaseStep, ReleaseStepId } from '@lockstep/shared-types/release'
import type { Clock } from '../domain/clock.ts'
import type { Environment } from '../domain/environment.ts'
import type { HalvesNow } from '../domain/release/as-released.ts'
import type { ServiceBefore } from '../domain/release/service-before.ts'
import type { LogTail } from './log-tail.ts'
import type { NewLogEntry, ReleasePorts, ReleaseWork } from './ports.ts'

/** What earlier steps found out that later ones need; kept by the engine with each step's outcome. */
export type ReleaseFacts = {
  readonly taskDefinitionArn: string | null
  /** Image of that task definition. */
  readonly backendImage: string | null
  readonly invalidationId: string | null
  readonly deployedAt: string | null
  /** What the service showed before it was told to run the release; null when it runs that already and was told nothing. */
  readonly serviceBefore: ServiceBefore | null
  /** Digest that all tasks of the release were proved to run; null before that. */
  readonly ran: string | null
  /** ETag that S3 gave the page that the release published; null before that. */
  readonly page: string | null
  /** Drift at the end of the watch window, in words; null when there was none. */
  readonly drift: string | null
  /** What the watch could not judge, or who kept the version all the same, in words; null when there is nothing to say. */
  readonly watched: string | null
  /** No task runs, because none is meant to: nothing showed whether the version is healthy. */
  readonly isUnproven: boolean
}
export const noFacts: ReleaseFacts = {
  taskDefinitionArn: null,
  backendImage: null,
  invalidationId: null,
  deployedAt: null,
  serviceBefore: null,
  ran: null,
  page: null,
  drift: null,
  watched: null,
  isUnproven: false,
}

export type StepOutcome =
  | { readonly kind: 'done'; readonly facts?: Partial<ReleaseFacts> }
  /** `state` says how the environment is left, where the step knows it better than the list of steps. */
  | {
      readonly kind: 'failed'
      readonly problem: Problem
      readonly state?: string
      /** What halves are now that are not as the list of steps has it. */
      readonly now?: HalvesNow
    }
  /** With a problem when it was not the release's own abort that ended it. */
  | { readonly kind: 'aborted'; readonly problem?: Problem; readonly state?: string }
  /** The release has ended inside the step: another one takes over from it. */
  | { readonly kind: 'replaced' }

export type StepContext = {
  readonly releaseId: string
  readonly step: ReleaseStepId
  readonly environment: Environment
  readonly work: ReleaseWork
  readonly facts: ReleaseFacts
  /** When the step began, the first time. */
  readonly startedAt: string
  readonly ports: ReleasePorts
  readonly clock: Clock
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly abortRequested: () => Promise<boolean>
  /** Shows what AWS says now; the same words again are not written. */
  readonly say: (detail: string, progress?: ReleaseStep['progress']) => Promise<void>
  readonly log: (entries: readonly Omit<NewLogEntry, 'step'>[]) => Promise<void>
  readonly tail: LogTail
}

/** Does one step's work. May be called again after a crash, at any point: it reads before it writes. */
export type RunStep = (context: StepContext) => Promise<StepOutcome>
