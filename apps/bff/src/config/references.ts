import type { ConfigurationDocument, Path } from './document.ts'
import type { ConfigurationError } from './configuration.ts'

export type Variables = Readonly<Record<string, string | undefined>>

/**
 * Replaces `${env:NAME}` and `${env:NAME:-default}` in every string. `$${` stands for a plain `${`.
 * A variable that is not set, or is empty, and has no default is an error where it is used.
 */
export function resolveReferences(
  document: ConfigurationDocument,
  variables: Variables,
): { value: unknown; errors: ConfigurationError[] } {
  const errors: ConfigurationError[] = []
  const visit = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') {
      return resolve(value, variables, (message) => errors.push(document.error(path, message)))
    }
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, index]))
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, visit(item, [...path, key])]),
      )
    }
    return value
  }
  return { value: visit(document.value, []), errors }
}

function resolve(text: string, variables: Variables, complain: (message: string) => void): string {
  return text.replace(/(\$?)\$\{([^}]*)(\}?)/g, (whole, escape: string, body: string, end: string) => {
    if (escape === '$') return whole.slice(1)
    const reference = end === '}' ? /^env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s.exec(body) : null
    if (!reference) {
      complain(
        `unknown reference ${whole}; write \${env:NAME} or \${env:NAME:-default}, or $\${ for a plain \${`,
      )
      return whole
    }
    const [, name = '', fallback] = reference
    const value = variables[name] || fallback
    if (value === undefined) complain(`the environment variable ${name} is not set, and there is no default`)
    return value ?? whole
  })
}
