import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'R-U3',
  title: 'A Content-Security-Policy that forbids the script of the page',
  world:
    'The policy of the page allows scripts of another host alone; its own script is there and never runs.',
  source: 'of the kind of R-U2',
  right: {
    'site-files': {
      status: 'fail',
      says: /browsers refuse assets\/index-Ab12Cd34\.js: .*Content-Security-Policy.*script-src https:\/\/cdn\.example/,
      never: /theme-/,
    },
  },
  wire: {
    change: (of) => {
      const policy = `<meta http-equiv="Content-Security-Policy" content="script-src https://cdn.example 'nonce-abc'">`
      const head = `${policy}<script nonce="abc" src="/assets/theme-Ab12Cd34.js"></script><script type="module" src="/assets/index-Ab12Cd34.js"></script>`
      putFiles(of, {
        'index.html': pageOf(of, head),
        'assets/theme-Ab12Cd34.js': 'document.title',
        'assets/index-Ab12Cd34.js': `fetch("${of.built.apiUrl}/x")`,
      })
    },
    configure: (file) => ({ ...file, settings: {} }),
  },
})
