import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

const calls = (address: string, commented: string) =>
  `/* talks to ${commented} */const t="The API is at ${commented} for all",l={href:"${commented}"};fetch("${address}/orders")//${commented}`

export const corpusCase = defineCase({
  id: 'S3',
  title: 'The right address in comments, texts and links, another one in the code',
  world: 'Comments, a help text and a link name the backend; the code calls staging.',
  source: 'cases.md',
  right: {
    'endpoint-match': { status: 'fail', never: /calls the right backend/ },
    'preflight:artifact-endpoint': { status: 'fail' },
  },
  rules: () =>
    siteAnswers({ 'assets/main.js': calls('https://api.staging.shop.example', 'https://api.shop.example') }),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'assets/main.js': calls('https://api.staging.shop.example', of.built.apiUrl),
      }),
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
