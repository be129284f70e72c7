import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { WorldRequest } from '../world.ts'

/** `*` for any run of characters, `?` for one, as in AWS; host names and header values ignore case. */
const matchesPattern = (pattern: string, value: string, flags = ''): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    `s${flags}`,
  ).test(value)

const header = (request: WorldRequest, name: string): string | undefined =>
  Object.entries(request.headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]

const matchesQuery = (condition: RuleCondition, search: string): boolean => {
  const wanted = condition.QueryStringConfig?.Values ?? []
  const parameters = [...new URLSearchParams(search)]
  return wanted.some(({ Key, Value = '' }) =>
    parameters.some(
      ([key, value]) =>
        (Key === undefined || matchesPattern(Key, key, 'i')) && matchesPattern(Value, value, 'i'),
    ),
  )
}

/** Whether a request satisfies one condition of a rule. A field that the simulator does not know never matches. */
export const satisfies = (condition: RuleCondition, request: WorldRequest): boolean => {
  const [path = '/', search = ''] = request.url.split('?', 2)
  const values = condition.Values ?? []
  switch (condition.Field) {
    case 'path-pattern':
      return (condition.PathPatternConfig?.Values ?? values).some((pattern) => matchesPattern(pattern, path))
    case 'host-header': {
      const host = (header(request, 'host') ?? '').split(':', 1)[0] ?? ''
      return (condition.HostHeaderConfig?.Values ?? values).some((pattern) =>
        matchesPattern(pattern, host, 'i'),
      )
    }
    case 'http-header': {
      const value = header(request, condition.HttpHeaderConfig?.HttpHeaderName ?? '')
      return (
        value !== undefined &&
        (condition.HttpHeaderConfig?.Values ?? []).some((pattern) => matchesPattern(pattern, value, 'i'))
      )
    }
    case 'http-request-method':
      return (condition.HttpRequestMethodConfig?.Values ?? values).includes(request.method)
    case 'query-string':
      return matchesQuery(condition, search)
    default:
      return false
  }
}
