import { z } from 'zod'
import { DriftCheckId, DriftReport } from './drift.ts'
import { DriftStatus } from './drift-status.ts'
import { Problem } from './problem.ts'

/** What a check could not look at from where it ran. It is never `ok`. */
export const NotLookedAt = z.object({
  /** The drift check that is `unknown` for it; null for what only explains the others. */
  check: DriftCheckId.nullable(),
  /** Reads on after "not looked at: ". */
  what: z.string(),
  reason: z.string(),
})
export type NotLookedAt = z.infer<typeof NotLookedAt>

/** One environment in the answer of `lockstep check`: its drift report, and how it came about. */
export const CheckedEnvironment = DriftReport.extend({
  applicationName: z.string(),
  name: z.string(),
  /** Who was asked: a running Lockstep, AWS together with Lockstep's database, or AWS alone. */
  askedOf: z.enum(['server', 'store', 'aws']),
  /** The checks that `status`, headline, remedy and exit code speak of. */
  asked: z.array(DriftCheckId),
  /** What is being changed now, in a sentence: differences may be its work. Null when nothing is known to be. */
  underWay: z.string().nullable(),
  notLookedAt: z.array(NotLookedAt),
})
export type CheckedEnvironment = z.infer<typeof CheckedEnvironment>

/** What `lockstep check --json` writes: one document for all environments that were asked for. */
export const CheckDocument = z.object({
  version: z.literal(1),
  /** The worst of the environments; `unknown` when nothing could be checked. */
  status: DriftStatus,
  /** 0: in step; 1: drift; 2: could not tell. */
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  environments: z.array(CheckedEnvironment),
  /** Why environments are missing; null when none is. */
  problem: Problem.nullable(),
})
export type CheckDocument = z.infer<typeof CheckDocument>
