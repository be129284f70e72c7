/** One call of AWS, as the simulator saw it. */
export type LoggedRequest = {
  readonly seq: number
  /** When it arrived, virtual. */
  readonly at: string
  readonly service: string
  readonly operation: string
  /** The decoded input; bodies are replaced by their size and MD5. */
  readonly input: Readonly<Record<string, unknown>>
  /** Null while it is unanswered, and for good when the answer was withheld. */
  readonly status: number | null
  readonly errorCode: string | null
  /** The fault that changed the answer. */
  readonly faulted: string | null
  readonly accessKeyId: string | null
  /** The ARN behind the key, when the simulator issued it; else the key's own user. */
  readonly principal: string | null
}

export type RequestFilter = {
  readonly service?: string
  readonly operation?: string
  /** Only those after this number. */
  readonly since?: number
  readonly errorCode?: string
  /** The newest so many. */
  readonly limit?: number
}

export interface RequestLog {
  /** Oldest first. */
  list(filter?: RequestFilter): LoggedRequest[]
  count(filter?: RequestFilter): number
  clear(): void
  /** Resolves with the first request from now on that matches. */
  next(filter?: RequestFilter): Promise<LoggedRequest>
  begin(request: Omit<LoggedRequest, 'seq' | 'status' | 'errorCode' | 'faulted'>): OpenRequest
}

/** A request whose answer is not known yet. */
export type OpenRequest = {
  fault(kind: string): void
  end(status: number | null, errorCode: string | null): void
}

/** Keeps the newest `capacity` requests. */
export function createRequestLog(capacity = 20_000): RequestLog {
  let entries: LoggedRequest[] = []
  let seq = 0
  const waiting = new Set<{ filter: RequestFilter; resolve: (request: LoggedRequest) => void }>()

  const list = (filter: RequestFilter = {}): LoggedRequest[] => {
    const found = entries.filter((entry) => matches(entry, filter))
    return filter.limit === undefined ? found : found.slice(Math.max(0, found.length - filter.limit))
  }
  return {
    list,
    count: (filter) => list(filter).length,
    clear() {
      entries = []
    },
    next: (filter = {}) => new Promise((resolve) => waiting.add({ filter, resolve })),
    begin(request) {
      const entry = { seq: ++seq, ...request, status: null, errorCode: null, faulted: null } as Writable
      entries.push(entry)
      // Trimmed in blocks: shifting one by one would cost each request a copy of the ring.
      if (entries.length > capacity * 1.25) entries = entries.slice(-capacity)
      for (const waiter of waiting)
        if (matches(entry, waiter.filter)) {
          waiting.delete(waiter)
          waiter.resolve(entry)
        }
      return {
        fault(kind) {
          entry.faulted = kind
        },
        end(status, errorCode) {
          entry.status = status
          entry.errorCode = errorCode
        },
      }
    },
  }
}

type Writable = { -readonly [Member in keyof LoggedRequest]: LoggedRequest[Member] }

function matches(entry: LoggedRequest, { service, operation, since, errorCode }: RequestFilter): boolean {
  return (
    (service === undefined || entry.service === service) &&
    (operation === undefined || entry.operation === operation) &&
    (since === undefined || entry.seq > since) &&
    (errorCode === undefined || entry.errorCode === errorCode)
  )
}
