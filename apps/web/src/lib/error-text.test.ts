import { expect, test } from 'vitest'
import { errorText } from './error-text.ts'

test('an error that carries its text is quoted', () => {
  const text = { title: 'AWS refused', detail: 'ecs:DescribeServices', remedy: 'Check the role.' }
  expect(errorText(Object.assign(new Error('x'), { text }))).toEqual(text)
})

test('a lazy part that is gone asks for a reload', () => {
  const error = new TypeError('Failed to fetch dynamically imported module: /assets/a.js')
  expect(errorText(error).remedy).toBe('Reload the page.')
})

test('an unknown error shows neither message nor stack', () => {
  const text = errorText(new Error('cannot read properties of undefined'))
  expect(JSON.stringify(text)).not.toContain('undefined')
})
