import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const head =
  '<script defer src="/runtime.98c6ff4a10d8.js"></script><script defer src="/main.474dcee16431.js"></script>'

export const corpusCase = defineCase({
  id: 'R-D5',
  title: 'The number of a module beside that of a chunk',
  world:
    'Webpack makes the name of its only lazy chunk, 480, of the number. That chunk is gone; 803 is a module inside main, and no file.',
  source: 'field test',
  right: {
    'site-files': { status: 'fail', says: /480\.7028e0ac90c6\.js is not there/, never: /803/ },
    exit: { status: '1' },
  },
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, head),
        'runtime.98c6ff4a10d8.js': '(()=>{var r={};r.u=e=>e+".7028e0ac90c6.js",r.p="/"})()',
        'main.474dcee16431.js': `x.push([[792],{803(e,s,t){fetch("${of.built.apiUrl}");onclick=()=>t.e(480).then(()=>t(480))}},e=>{e.O(0,[164],()=>e(803)),e.O()}])`,
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
