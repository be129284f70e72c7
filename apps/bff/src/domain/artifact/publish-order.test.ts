import { expect, test } from 'vitest'
import { phaseOf } from './publish-order.ts'

const hashed = new Set(['assets/index-Bn5yQuT3.js'])

test('what speaks of other files comes after them', () => {
  expect(phaseOf('assets/index-Bn5yQuT3.js', hashed)).toBe('assets')
  expect(phaseOf('favicon.ico', hashed)).toBe('others')
  expect(phaseOf('help/index.html', hashed)).toBe('pages')
  expect(phaseOf('index.html', hashed)).toBe('index')
  for (const path of ['version.txt', 'lockstep-build.json', 'ngsw.json'])
    expect(phaseOf(path, hashed)).toBe('version-file')
})
