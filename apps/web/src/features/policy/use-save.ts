import { useState } from 'react'
import { ApiProblem } from '../../api/api-problem.ts'
import { fieldErrorsOf, noErrors, type FieldErrors } from './field-errors.ts'

/**
 * What came of the last attempt to save: errors that belong to fields, or to the notice of a newer version, close the
 * dialog that asked for a reason; anything else shows in it.
 */
export const useSave = () => {
  const [isAsking, setIsAsking] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [server, setServer] = useState<FieldErrors>(noErrors)
  return {
    isAsking,
    error,
    /** Of the fields, as the server named them; empty after the next change. */
    server,
    ask: () => {
      setError(null)
      setIsAsking(true)
    },
    close: () => setIsAsking(false),
    forget: () => setServer(noErrors),
    failed: (problem: Error) => {
      const fields = fieldErrorsOf(problem)
      const isOutdated = problem instanceof ApiProblem && problem.code === 'policy-outdated'
      setServer(fields)
      if (fields.size > 0 || isOutdated) setIsAsking(false)
      else setError(problem)
    },
  }
}
