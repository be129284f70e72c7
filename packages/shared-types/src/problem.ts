import { z } from 'zod'

/** The closed list of error codes, with the HTTP status each answers with. */
export const problemStatus = {
  'bad-request': 400,
  'validation-failed': 400,
  'idempotency-key-missing': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'host-not-allowed': 403,
  'origin-not-allowed': 403,
  'not-found': 404,
  'release-active': 409,
  'release-ended': 409,
  'idempotency-key-reused': 409,
  'request-in-progress': 409,
  'rollout-changed': 409,
  'rollout-ended': 409,
  'rollout-foreign': 409,
  'gate-not-passed': 409,
  'no-healthy-target': 409,
  'driver-busy': 409,
  'policy-outdated': 409,
  'plan-outdated': 409,
  'plan-blocked': 409,
  'confirmation-wrong': 422,
  'reason-missing': 422,
  'percent-not-allowed': 422,
  'policy-invalid': 422,
  'rollout-not-configured': 422,
  'nothing-to-go-back-to': 422,
  'artifact-not-found': 422,
  'artifact-unreadable': 422,
  'artifact-no-frontend': 422,
  'artifact-hostile': 422,
  'artifact-too-large': 422,
  'too-many-requests': 429,
  internal: 500,
  'aws-access-denied': 502,
  'aws-clock-wrong': 502,
  'aws-credentials-refused': 502,
  'aws-not-found': 502,
  'aws-throttled': 502,
  'aws-busy': 502,
  'aws-unavailable': 502,
  'aws-invalid-response': 502,
  'aws-rejected': 502,
  'probe-failed': 502,
  'probe-not-allowed': 502,
  'ecs-rolled-back': 502,
  'ecs-deployment-failed': 502,
  'changed-outside': 409,
  'step-timeout': 504,
  'verification-failed': 502,
  'threshold-breached': 502,
  'measurements-missing': 502,
  aborted: 409,
  'not-ready': 503,
  'reading-too-old': 503,
} as const satisfies Record<string, number>

export type ProblemCode = keyof typeof problemStatus
export const problemCodes = Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]
export const ProblemCode = z.enum(problemCodes)

/** Why a request of Lockstep to a site or backend told nothing. */
export const ProbeCause = z.enum([
  'refused',
  'unresolved',
  'unreachable',
  'timeout',
  'tls',
  'broken-off',
  'too-large',
  'undecodable',
  'denied',
  'redirect',
  'status',
  'unexpected',
])
export type ProbeCause = z.infer<typeof ProbeCause>

/** An error as a value: what, where, what to do. RFC 9457 on the wire, with `code` from the closed list. */
export const Problem = z.object({
  code: ProblemCode,
  /** What went wrong, in a sentence a release manager understands. */
  title: z.string(),
  /** Where: the resource, the operation, the field. */
  detail: z.string().nullable(),
  /** What to do. */
  remedy: z.string().nullable(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** With `release-active`: the release that is there already. */
  releaseId: z.string().optional(),
  /** With `probe-failed`. */
  probeCause: ProbeCause.optional(),
})
export type Problem = z.infer<typeof Problem>

/** The body of an error response, `application/problem+json`. */
export const ProblemDocument = Problem.extend({ type: z.string(), status: z.int(), instance: z.string() })
export type ProblemDocument = z.infer<typeof ProblemDocument>
