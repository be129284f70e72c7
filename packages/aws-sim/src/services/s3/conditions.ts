import { AwsError } from '../../wire/aws-error.ts'
import type { S3Object } from '../../world/s3/object.ts'

type Conditions = {
  readonly IfMatch?: string | undefined
  readonly IfNoneMatch?: string | undefined
  readonly IfModifiedSince?: Date | undefined
  readonly IfUnmodifiedSince?: Date | undefined
}

/** RFC 9110, section 13.2.2: the order in which S3 looks at the conditions of a read. */
export function checkReadConditions(object: S3Object, conditions: Conditions): void {
  if (conditions.IfMatch !== undefined) {
    if (!names(conditions.IfMatch, object.etag)) throw preconditionFailed('If-Match')
  } else if (conditions.IfUnmodifiedSince && object.lastModified > conditions.IfUnmodifiedSince) {
    throw preconditionFailed('If-Unmodified-Since')
  }
  if (conditions.IfNoneMatch !== undefined) {
    if (names(conditions.IfNoneMatch, object.etag)) throw notModified()
  } else if (conditions.IfModifiedSince && object.lastModified <= conditions.IfModifiedSince) {
    throw notModified()
  }
}

/** Conditional writes: `If-None-Match: *` only when there is nothing, `If-Match` only over the very object. */
export function checkWriteConditions(object: S3Object | undefined, conditions: Conditions): void {
  if (conditions.IfNoneMatch !== undefined && object) throw preconditionFailed('If-None-Match')
  if (conditions.IfMatch === undefined) return
  if (!object) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
  if (!names(conditions.IfMatch, object.etag)) throw preconditionFailed('If-Match')
}

const names = (list: string, etag: string): boolean =>
  list.split(',').some((one) => {
    const wanted = one.trim().replace(/^W\//, '')
    return wanted === '*' || wanted.replaceAll('"', '') === etag.replaceAll('"', '')
  })

const preconditionFailed = (condition: string): AwsError =>
  new AwsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    null,
    { Condition: condition },
  )
const notModified = (): AwsError => new AwsError('NotModified', 'Not Modified', 304)
