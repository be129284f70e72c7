import { expect, test } from 'vitest'
import { ApiProblem } from '../../api/api-problem.ts'
import { errorsBelow, fieldErrorsOf } from './field-errors.ts'

const problem = new ApiProblem({
  type: 'about:blank',
  status: 422,
  instance: '/',
  code: 'policy-invalid',
  title: 'These limits cannot be put in force.',
  detail: null,
  remedy: null,
  errors: [
    { path: 'body.policy.stages.1.percent', message: 'must be above the stage before, 10 %' },
    { path: 'body.policy.matrix.0.when.2.limit', message: 'a number from 0' },
  ],
})

test('what the server says of a field is found at that field', () => {
  const errors = fieldErrorsOf(problem)
  expect(errorsBelow(errorsBelow(errors, 'policy.stages'), '1').get('percent')).toBe(
    'Must be above the stage before, 10 %.',
  )
  expect(errorsBelow(errors, 'policy.matrix.0').get('when.2.limit')).toBe('A number from 0.')
})

test('stage 1 is not stage 10', () => {
  expect(errorsBelow(new Map([['10.percent', 'wrong']]), '1').size).toBe(0)
})

test('another problem has no fields', () => {
  expect(fieldErrorsOf(new Error('no answer')).size).toBe(0)
})
