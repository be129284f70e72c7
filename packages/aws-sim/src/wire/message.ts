/** An HTTP request as it arrived, its body collected. */
export type WireRequest = {
  readonly method: string
  /** The raw path, still percent-encoded: a URL parser would collapse `..` and `//`, which are legal in object keys. */
  readonly path: string
  readonly query: URLSearchParams
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type WireResponse = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string | null
}

/** Members of a structure by name, as the client package's types call them. */
export type Structure = Record<string, unknown>

const decoder = new TextDecoder()

/** The body as UTF-8 text. */
export function bodyText(request: WireRequest): string {
  return decoder.decode(request.body)
}

/** Splits a raw request target into its path and its query; accepts the absolute form too. */
export function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const relative = target.replace(/^https?:\/\/[^/?]*/, '')
  const mark = relative.indexOf('?')
  const path = mark < 0 ? relative : relative.slice(0, mark)
  return {
    path: path === '' ? '/' : path,
    query: new URLSearchParams(mark < 0 ? '' : relative.slice(mark + 1)),
  }
}
