import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

const script = (address: string) => `const e={VITE_API_URL:"${address} "};fetch(e.VITE_API_URL+"/orders")`

export const corpusCase = defineCase({
  id: 'S4',
  title: 'The address with a blank at its end',
  world: 'The build took the address from a file with a blank behind it; every call fails.',
  source: 'cases.md',
  right: {
    'endpoint-match': { status: 'fail', says: /blank/ },
    'preflight:artifact-endpoint': { status: 'fail', says: /blank/ },
  },
  rules: () => siteAnswers({ 'assets/main.js': script('https://api.shop.example') }),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'assets/main.js': script(of.built.apiUrl),
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
