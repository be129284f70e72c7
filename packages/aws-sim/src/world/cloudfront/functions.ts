import { AwsError } from '../../wire/aws-error.ts'
import type { WorldContext } from '../world.ts'

export const eventTypes = ['viewer-request', 'viewer-response'] as const
export type EventType = (typeof eventTypes)[number]

/** A CloudFront Function, published; development and live stage are one here. */
export type FunctionRecord = {
  readonly name: string
  readonly arn: string
  readonly createdAt: Date
  code: string
  comment: string
  /** The store that `cf.kvs()` reads; null without one. */
  keyValueStoreArn: string | null
  etag: string
  lastModified: Date
}

export type FunctionInput = {
  readonly name: string
  readonly code: string
  readonly comment?: string
  readonly keyValueStoreArn?: string
}

export type Functions = {
  readonly functions: ReadonlyMap<string, FunctionRecord>
  createFunction(input: FunctionInput): FunctionRecord
  /** The function of that name, or `NoSuchFunctionExists`. */
  functionNamed(name: string): FunctionRecord
  /** Null when there is none of that ARN. */
  functionAt(arn: string): FunctionRecord | null
}

export function createFunctions({ clock, accountId }: WorldContext, newEtag: () => string): Functions {
  const functions = new Map<string, FunctionRecord>()
  return {
    functions,
    createFunction({ name, code, comment = '', keyValueStoreArn = null }) {
      if (functions.has(name))
        throw new AwsError('FunctionAlreadyExists', 'A function with the same name already exists.', 409)
      const at = clock.date()
      const created: FunctionRecord = {
        name,
        arn: `arn:aws:cloudfront::${accountId}:function/${name}`,
        createdAt: at,
        lastModified: at,
        code,
        comment,
        keyValueStoreArn,
        etag: newEtag(),
      }
      functions.set(name, created)
      return created
    },
    functionNamed(name) {
      const found = functions.get(name)
      if (!found) throw new AwsError('NoSuchFunctionExists', 'The specified function does not exist.', 404)
      return found
    },
    functionAt: (arn) => [...functions.values()].find((one) => one.arn === arn) ?? null,
  }
}
