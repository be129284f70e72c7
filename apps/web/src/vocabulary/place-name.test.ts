import { expect, test } from 'vitest'
import { placeName } from './place-name.ts'

const fleet = [
  { applicationId: 'shop', environmentId: 'live', applicationName: 'The shop', name: 'Production' },
  { applicationId: 'blog', environmentId: 'live', applicationName: 'The blog', name: 'Public' },
]

test('a place is named as the fleet names it', () => {
  expect(placeName(fleet, { applicationId: 'shop', environmentId: 'live' })).toBe('The shop Production')
  expect(placeName(fleet, { applicationId: 'blog', environmentId: 'live' })).toBe('The blog Public')
  expect(placeName(fleet, { applicationId: 'blog', environmentId: null })).toBe('The blog')
})

test('what the fleet does not know keeps its id', () => {
  expect(placeName(fleet, { applicationId: 'shop', environmentId: 'pr-7' })).toBe('The shop pr-7')
  expect(placeName([], { applicationId: 'shop', environmentId: 'live' })).toBe('shop live')
})
