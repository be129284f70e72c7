/** An error that AWS would answer; `code` is the wire code, modelled by the client package or not. */
export class AwsError extends Error {
  readonly code: string
  /** Null: the status that the client package models for the code, else 400. */
  readonly status: number | null
  readonly retryAfterSeconds: number | null
  /** Further members of a modelled error, such as `BucketName` or `Resource`. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Headers that say what the body does not, or what HEAD has no body for. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: string,
    message: string,
    status: number | null = null,
    retryAfterSeconds: number | null = null,
    fields: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
    this.fields = fields
    this.headers = headers
  }
}
