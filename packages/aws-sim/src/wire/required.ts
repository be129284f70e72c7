import { AwsError } from './aws-error.ts'
import type { Structure } from './message.ts'
import type { Operation } from './model.ts'
import type { ProtocolName } from './protocol.ts'
import { members, requiredCount } from './schema.ts'

const codeOf: Readonly<Record<ProtocolName, string>> = {
  json: 'ValidationException',
  'rest-json': 'BadRequestException',
  cbor: 'ValidationException',
  'rest-xml': 'InvalidArgument',
  s3: 'InvalidRequest',
  query: 'ValidationError',
}

/** Refuses an input without a member that the schema requires; the typed clients do not check that by themselves. */
export function checkRequired(operation: Operation, protocol: ProtocolName, input: Structure): void {
  const required = members(operation.input).slice(0, requiredCount(operation.input))
  const missing = required.flatMap(([name]) =>
    input[name] === undefined || input[name] === null ? [name] : [],
  )
  if (missing.length === 0) return
  const each = missing.map(
    (name) => `Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  )
  const errors = missing.length === 1 ? '1 validation error' : `${missing.length} validation errors`
  throw new AwsError(codeOf[protocol], `${errors} detected: ${each.join('; ')}`)
}
