import type { MiddlewareStack } from '@smithy/types'

/**
 * Lets a command leave only once, however often the client would try: for calls whose effect would be doubled when
 * only the answer was lost. Whoever sends it looks for the effect before trying again.
 */
export function sendOnce<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
): void {
  stack.add(
    (next) => {
      let first: { readonly error: unknown } | null = null
      return async (args) => {
        if (first !== null) throw first.error
        try {
          return await next(args)
        } catch (error) {
          first = { error }
          throw error
        }
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'lockstepSendOnce' },
  )
}
