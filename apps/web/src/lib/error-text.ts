/** What an error says to a person: what happened, where, what to do. */
export type ErrorText = {
  readonly title: string
  readonly detail: string | null
  readonly remedy: string | null
}

/** Errors that speak for themselves carry their text; anything else is a defect of this page. */
export const errorText = (error: unknown): ErrorText => {
  if (error instanceof Error && 'text' in error && isErrorText(error.text)) return error.text
  if (isStaleBundle(error))
    return {
      title: 'A part of this page could not be loaded',
      detail: 'The connection was interrupted, or Lockstep was updated since you opened it.',
      remedy: 'Reload the page.',
    }
  return {
    title: 'This page has a defect',
    detail: 'Something in it stopped working. Nothing was changed.',
    remedy: 'Try again. If it comes back, reload the page and tell who runs Lockstep for you.',
  }
}

/** Whether the thing that was asked for does not exist. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'not-found'

const isErrorText = (value: unknown): value is ErrorText =>
  typeof value === 'object' && value !== null && 'title' in value && typeof value.title === 'string'

const isStaleBundle = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)
