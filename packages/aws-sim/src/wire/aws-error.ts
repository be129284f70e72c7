/** An error that AWS would answer; `code` is the wire code, modelled by the client package or not. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  readonly retryAfterSeconds: number | null

  constructor(code: string, message: string, status = 400, retryAfterSeconds: number | null = null) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
  }
}
