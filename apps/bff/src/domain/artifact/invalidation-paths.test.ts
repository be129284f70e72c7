import { expect, it } from 'vitest'
import { invalidationPaths } from './invalidation-paths.ts'

it.each([
  ['full', 'https://shop.example', '', ['/*']],
  ['emergency', 'https://shop.example', 'current/', ['/*']],
  [
    'frontend-only',
    'https://shop.example',
    '',
    ['/*.html', '/index.html', '/', '/version.txt', '/lockstep-build.json'],
  ],
  [
    'frontend-only',
    'https://shop.example/shop',
    'shop/',
    ['/shop/*.html', '/shop/index.html', '/shop/', '/shop/version.txt', '/shop/lockstep-build.json'],
  ],
  ['full', 'https://shop.example/shop', 'current/shop/', ['/shop/*', '/shop']],
  ['full', 'https://shop.example/shop', '', ['/shop/*', '/shop', '/*']],
] as const)('%s of %s, with the key prefix %j', (mode, url, prefix, paths) => {
  expect(invalidationPaths(mode, { url, prefix })).toEqual(paths)
})
