import { ApiProblem } from '../../api/api-problem.ts'

/** What is wrong with a field, by its path in the request, such as `thresholds.0.limit`. */
export type FieldErrors = ReadonlyMap<string, string>

export const noErrors: FieldErrors = new Map()

const upperFirst = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** Those that the server names; none when it is another problem. */
export const fieldErrorsOf = (error: unknown): FieldErrors =>
  error instanceof ApiProblem
    ? new Map(
        (error.document.errors ?? []).map(({ path, message }) => [
          path.replace(/^body\./, ''),
          `${upperFirst(message)}.`,
        ]),
      )
    : noErrors

/** The errors below a path, without it. */
export const errorsBelow = (errors: FieldErrors, prefix: string): FieldErrors =>
  new Map(
    [...errors].flatMap(([path, message]) =>
      path.startsWith(`${prefix}.`) ? [[path.slice(prefix.length + 1), message] as const] : [],
    ),
  )

/** The errors of a part, with its path before them. */
export const prefixed = (prefix: string, errors: FieldErrors): readonly (readonly [string, string])[] =>
  [...errors].map(([path, message]) => [`${prefix}.${path}`, message] as const)
