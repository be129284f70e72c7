import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const deps = '["assets/lazy-D7OLk6YC.js","assets/lazy-Dwqye2q2.css","assets/other-Bn5yQuT3.css"]'

export const corpusCase = defineCase({
  id: 'R-D2',
  title: 'Stylesheets that a lazy chunk waits for',
  world:
    'Vite loads the stylesheets of a chunk before it and gives the chunk up when one does not come. One is gone; another was uploaded as text/plain.',
  source: 'field test; https://vite.dev/guide/build#load-error-handling',
  right: {
    'site-files': {
      status: 'fail',
      says: [
        /lazy-Dwqye2q2\.css is not there/,
        /browsers refuse assets\/other-Bn5yQuT3\.css: it is served as text\/plain/,
      ],
    },
    exit: { status: '1' },
  },
  wire: {
    change: (of) => {
      putFiles(of, {
        'index.html': `<!doctype html>${pageOf(of, '<script type="module" src="/assets/main-2a6086c4.js"></script>')}`,
        'assets/main-2a6086c4.js': `const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=${deps})))=>i.map(i=>d[i]);fetch("${of.built.apiUrl}");v(()=>import("./lazy-D7OLk6YC.js"),__vite__mapDeps([0,1,2]))`,
        'assets/lazy-D7OLk6YC.js': 'export const a=1',
      })
      of.world.s3.put(of.built.bucket, 'assets/other-Bn5yQuT3.css', 'p{}', { contentType: 'text/plain' })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
