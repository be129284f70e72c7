import { expect, test } from 'vitest'
import { findTargets, type JumpTarget } from './jump-targets.ts'

const target = (label: string, hint: string): JumpTarget => ({
  to: `/${label}/${hint}`.toLowerCase(),
  label,
  hint,
  status: null,
})
const targets = [target('Webshop', 'Production'), target('Shop', 'Staging'), target('Shop', 'Production')]
const found = (text: string) => findTargets(targets, text).map(({ label, hint }) => `${label} ${hint}`)

test('every word has to be found, in any order and case', () => {
  expect(found('PROD shop')).toEqual(['Webshop Production', 'Shop Production'])
})

test('names that begin with the text come first', () => {
  expect(found('shop')).toEqual(['Shop Staging', 'Shop Production', 'Webshop Production'])
})

test('at most fifty are shown', () => {
  const many = Array.from({ length: 80 }, (_, index) => target(`App ${index}`, 'Production'))
  expect(findTargets(many, '')).toHaveLength(50)
})
