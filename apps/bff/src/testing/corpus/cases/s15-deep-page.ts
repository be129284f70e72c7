import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'S15',
  title: 'A page of half a megabyte, deeply nested',
  world: 'A generated page opens 160,000 elements inside each other before it names its script.',
  source: 'cases.md',
  right: { 'endpoint-match': { status: 'ok' }, 'version-match': { status: 'ok' } },
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(
          of,
          `${'<b>'.repeat(160_000)}<script type="module" src="/assets/main.js"></script>`,
        ),
        'assets/main.js': `fetch("${of.built.apiUrl}/x")`,
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
