import type { ScenarioWorld, Simulator } from '@lockstep/aws-sim'
import type { PairedAppOptions } from '@lockstep/aws-sim/scenarios/build-paired-app'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { VirtualClock } from '@lockstep/aws-sim/world/virtual-clock'
import type { PaceName } from '@lockstep/aws-sim/world/pace'
import type { z } from 'zod'
import type { AwsClientFactory } from '../../adapters/aws/clients.ts'
import type { ConfigurationFile } from '../../config/file-schema.ts'
import type { Environment } from '../../domain/environment.ts'
import type { LockstepApi } from '../lockstep-api.ts'

/** What Lockstep said of one subject. */
export type Answer = {
  /** A drift or preflight status, a state of a step or a release, a decision, or an exit code as text. */
  readonly status: string
  readonly sentence?: string
}
/** By subject: the id of a drift check, `drift` (the report), `exit` (the command line), `preflight:<id>`, `plan`, `step:<id>`, `release`, `decision`, … */
export type Answers = Readonly<Record<string, Answer>>

/** The right answer, written before anybody looked at what Lockstep says. */
export type Right = {
  /** One of several where the case leaves it open, such as `fail` or `unknown`. */
  readonly status?: string | readonly string[]
  /** The sentence holds all of these. */
  readonly says?: RegExp | readonly RegExp[]
  /** The sentence holds none of these. */
  readonly never?: RegExp | readonly RegExp[]
}

/** One environment as the configuration file says it, before it is parsed. */
export type FileEnvironment = z.input<
  typeof ConfigurationFile
>['applications'][number]['environments'][number]

/** What a world is made of, and what may be changed in it. */
export type BuiltWorld = {
  readonly world: ScenarioWorld
  readonly built: PairedEnvironment
  readonly clock: VirtualClock
}

/** A world with Lockstep's production adapters before it. */
export type WireRig = BuiltWorld & {
  readonly simulator: Simulator<unknown>
  readonly environment: Environment
  readonly aws: AwsClientFactory
}

/** Asks `lockstep check`: by AWS alone, unless the variables name a server or its data folder. */
export type AskCommandLine = (variables?: Readonly<Record<string, string>>) => Promise<Answer>

/** The same world with a running Lockstep before it. */
export type ServerRig = BuiltWorld & {
  readonly simulator: Simulator<unknown>
  readonly environment: Environment
  readonly commandLine: AskCommandLine
  /** Of the running Lockstep, with which the command line finds it. */
  readonly dataFolder: string
}

export type WireRing = {
  /** The small paired environment that the world begins with; in step unless these say otherwise. */
  readonly options?: PairedAppOptions
  /** How fast AWS is; `fast` unless it says otherwise. Only for a case that stands alone. */
  readonly pace?: PaceName
  /** What is then done to it. */
  readonly change?: (built: BuiltWorld) => void | Promise<void>
  /** What the configuration file says otherwise. */
  readonly configure?: (environment: FileEnvironment, built: BuiltWorld) => FileEnvironment
  /** What is asked; the drift report when it is left out. */
  readonly answers?: (rig: WireRig) => Promise<Answers>
}

/** One world from the field in which Lockstep was wrong, or could be, with the right answers. */
export type CorpusCase = {
  /** As in `cases.md`, such as `W1`; `R-<number>` for a report found later. */
  readonly id: string
  readonly title: string
  /** The world in words. */
  readonly world: string
  /** Where it comes from: `cases.md`, `tried`, or the address of a public report. */
  readonly source: string
  readonly right: Readonly<Record<string, Right>>
  /** Needs a simulator of its own: it adds faults, or moves the clock. */
  readonly alone?: boolean
  /** Ring 1: pure rules, without I/O. */
  readonly rules?: () => Answers | Promise<Answers>
  /** Ring 2: the production adapters over the wire. */
  readonly wire?: WireRing
  /** Ring 3: the running server on the world of ring 2; `true` asks for the drift report and the command line. */
  readonly server?: true | ((api: LockstepApi, rig: ServerRig) => Promise<Answers>)
}

/** Each file in `cases/` exports one as `corpusCase`. */
export const defineCase = (one: CorpusCase): CorpusCase => one
