import { AwsError } from './aws-error.ts'
import type { Structure } from './message.ts'
import type { Operation } from './model.ts'
import { members, requiredCount } from './schema.ts'
import { validationCode } from './validation-code.ts'

/** Refuses an input without a member that the schema requires; the typed clients do not check that by themselves. */
export function checkRequired(operation: Operation, service: string, input: Structure): void {
  const required = members(operation.input).slice(0, requiredCount(operation.input))
  const missing = required.flatMap(([name]) =>
    input[name] === undefined || input[name] === null ? [name] : [],
  )
  if (missing.length === 0) return
  const each = missing.map(
    (name) => `Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  )
  const errors = missing.length === 1 ? '1 validation error' : `${missing.length} validation errors`
  throw new AwsError(validationCode(service), `${errors} detected: ${each.join('; ')}`)
}
