import { expect, test } from 'vitest'
import { deployPath, releasesOfPath } from './paths.ts'

const ref = { applicationId: 'shop', environmentId: 'production' }

test('a remedy opens the dialog filled in', () => {
  expect(deployPath(ref, { version: 'pr-51/622d2103', scope: 'frontend' })).toBe(
    '/applications/shop/environments/production/deploy?version=pr-51%2F622d2103&scope=frontend',
  )
})

test('values that are not known stay out of the address', () => {
  expect(deployPath(ref, { version: null })).toBe('/applications/shop/environments/production/deploy')
})

test('the releases of one environment are a filter of all releases', () => {
  expect(releasesOfPath(ref)).toBe('/releases?application=shop&environment=production')
})
