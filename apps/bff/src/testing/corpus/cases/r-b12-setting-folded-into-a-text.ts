import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

const told = 'onclick=()=>alert(`Orders of ${day} in region eu-west-1, all of them`)'
const settings = { VITE_REGION: 'eu-west-1' }
const words = { says: /VITE_REGION .*eu-west-1 stands inside texts/, never: /is not there/ }

export const corpusCase = defineCase({
  id: 'R-B12',
  title: 'A setting that the build folded into a sentence',
  world:
    'The build put the region into the template in which it is used, behind a value that is computed: neither its name nor the value by itself is left.',
  source: 'tried',
  right: {
    'settings-match': { status: 'unknown', ...words },
    'preflight:artifact-settings': { status: 'unknown', ...words },
    'endpoint-match': { status: 'ok' },
  },
  rules: () => siteAnswers({ 'assets/main.js': `fetch("https://api.shop.example/x");${told}` }, { settings }),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'assets/main.js': `fetch("${of.built.apiUrl}/x");${told}`,
      }),
    configure: (environment) => ({ ...environment, settings }),
  },
  server: true,
})
