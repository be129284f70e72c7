/** An answer without what differs from run to run: ids, times, account, region and the run's prefix. */
export type Recorded =
  | { readonly answer: unknown }
  | { readonly error: string; readonly status: number; readonly words: string; readonly region?: string }

export type Names = { readonly account: string; readonly region: string; readonly prefix: string }

/** Members that name something by a value of AWS's own making. */
const idMember = /(?:^id$|Id$|^ID$|ETag$|Token$|Digest$|Url$|requestId)/
/** Whose values are ours, although their names say otherwise. */
const ours = /^(?:registryId|imageDigest|ETag|layerDigest)$/

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Makes answers of different runs and accounts comparable. It remembers ids, for messages and ARNs repeat them. */
export function createNormalizer({ account, region, prefix }: Names) {
  const ids = new Map<string, string>()

  const text = (value: string): string => {
    let plain = value
      .replaceAll(prefix, '<prefix>')
      .replaceAll(account, '<account>')
      .replaceAll(region, '<region>')
      .replaceAll(uuid, '<uuid>')
    for (const [id, name] of ids) plain = plain.replaceAll(id, name)
    return plain
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '<time>')
      .replaceAll(/ecs-svc\/\d+/g, 'ecs-svc/<id>')
      .replaceAll(/(service-(?:deployment|revision)\/[^/]+\/[^/]+)\/\w+/g, '$1/<id>')
      .replaceAll(/\b\d{13}\b/g, '<milliseconds>')
  }

  const plain = (value: unknown, member: string): unknown => {
    if (value instanceof Date) return '<time>'
    if (value instanceof Uint8Array) return text(Buffer.from(value).toString())
    if (Array.isArray(value)) return value.map((one) => plain(one, member))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value)
          .filter(([name, one]) => name !== '$metadata' && one !== undefined)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, one]) => [name, plain(one, name)]),
      )
    if (
      typeof value === 'number' &&
      /^(?:timestamp|ingestionTime|creationTime|\w*EventTimestamp)$/.test(member)
    )
      return '<milliseconds>'
    if (typeof value !== 'string') return value
    if (idMember.test(member) && !ours.test(member) && value !== '' && !value.startsWith('arn:')) {
      // Only values that can hardly be anything else are looked for in other texts.
      if (value.length >= 7) ids.set(value, `<${member}>`)
      return `<${member}>`
    }
    return text(value)
  }

  return {
    answer: (value: unknown): Recorded => ({ answer: plain(value, '') }),
    error(thrown: unknown): Recorded {
      const error = thrown as Partial<ServiceError>
      const bucketRegion = error.$response?.headers?.['x-amz-bucket-region']
      return {
        error: error.name ?? 'Unknown',
        status: error.$metadata?.httpStatusCode ?? 0,
        words: text(error.message ?? ''),
        ...(bucketRegion === undefined ? {} : { region: text(bucketRegion) }),
      }
    },
  }
}

type ServiceError = {
  readonly name: string
  readonly message: string
  readonly $metadata?: { readonly httpStatusCode?: number }
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> }
}
