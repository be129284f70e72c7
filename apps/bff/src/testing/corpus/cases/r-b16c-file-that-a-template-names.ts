import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

const frontend = { endpointFrom: 'file', endpointFile: 'env/config.json', endpointKey: 'apiUrl' } as const

export const corpusCase = defineCase({
  id: 'R-B16c',
  title: 'A file that the script names in the rest of a template, with an address to fall back to',
  world:
    'The script asks for `${base}/env/config.json`, and falls back to the machine of a developer where that says nothing.',
  source: 'tried',
  right: { 'endpoint-match': { status: 'ok', says: /env\/config\.json/ }, exit: { status: '0' } },
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'env/config.json': JSON.stringify({ apiUrl: of.built.apiUrl }),
        'assets/main.js':
          'get(`${base}/env/config.json`).then(c=>fetch((c.apiUrl||"http://10.0.0.7:3000")+"/orders"))',
      }),
    configure: (of) => ({ ...of, settings: {}, frontend: { ...of.frontend, ...frontend } }),
  },
  server: true,
})
