import { createHash } from 'node:crypto'
import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const hash = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`

export const corpusCase = defineCase({
  id: 'R-U8',
  title: 'Hashes in an import map that are not those of a module',
  world:
    "The page's import map states the integrity of two modules. The one that the entry imports was changed afterwards, under the same name.",
  source: 'https://github.com/whatwg/html/pull/10269; of the kind of R-D6',
  right: {
    'site-files': {
      status: 'fail',
      says: [
        /browsers refuse assets\/cart-Ab12Cd34\.js: its content is not the one whose hash the page states/i,
        /edge/,
        /bucket/,
      ],
      never: /index-Ab12Cd34\.js:/,
    },
  },
  wire: {
    change: (of) => {
      const entry = `import "./cart-Ab12Cd34.js";fetch("${of.built.apiUrl}/x")`
      const integrity = {
        '/assets/index-Ab12Cd34.js': hash(entry),
        './assets/cart-Ab12Cd34.js': hash('before'),
      }
      const map = `<script type="importmap">${JSON.stringify({ integrity })}</script>`
      putFiles(of, {
        'index.html': pageOf(of, `${map}<script type="module" src="/assets/index-Ab12Cd34.js"></script>`),
        'assets/index-Ab12Cd34.js': entry,
        'assets/cart-Ab12Cd34.js': 'cart()',
      })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
})
