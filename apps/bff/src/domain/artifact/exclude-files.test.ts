import { expect, it } from 'vitest'
import { matcherOf } from './exclude-files.ts'

it.each<[string, string[], string[]]>([
  ['*.map', ['a.js.map', 'assets/a.js.map', '.vite/a.js.map'], ['a.map.js']],
  ['.DS_Store', ['.DS_Store', 'assets/.DS_Store'], ['DS_Store']],
  ['/config.js', ['config.js'], ['sub/config.js']],
  ['./config.js', ['config.js'], ['sub/config.js']],
  ['drafts/', ['drafts/a.html', 'drafts/b/.c'], ['drafts.html', 'a/drafts/b']],
  ['drafts/**', ['drafts/a.html'], ['draft/a.html']],
  ['**/*.{map,txt}', ['a.map', 'b/c.txt'], ['a.js']],
  // Not all the others, which would publish nothing.
  ['!config.js', ['!config.js'], ['index.html', 'config.js']],
])('%s means some files and no others', (pattern, some, others) => {
  const matches = matcherOf([pattern])
  expect(some.filter((path) => !matches(path))).toEqual([])
  expect(others.filter(matches)).toEqual([])
})
