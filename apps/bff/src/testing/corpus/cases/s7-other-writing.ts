import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles, siteAnswers } from '../site-world.ts'

const help = 'const h="In development the server listens on http://localhost:3000, see the handbook"'

export const corpusCase = defineCase({
  id: 'S7',
  title: 'The same address in other writing, beside a help text that names localhost',
  world: 'The setting says HTTPS://API.SHOP.EXAMPLE:443/; a help text names localhost, which is forbidden.',
  source: 'cases.md',
  right: {
    'endpoint-match': { status: 'ok' },
    'settings-match': { status: 'ok' },
    'preflight:artifact-endpoint': { status: 'ok' },
    'preflight:artifact-settings': { status: 'ok' },
  },
  rules: () =>
    siteAnswers(
      { 'assets/main.js': `const e={VITE_API_URL:"HTTPS://API.shop.example:443/"};${help}` },
      { settings: { VITE_API_URL: 'https://api.shop.example' }, forbiddenValues: ['localhost'] },
    ),
  wire: {
    change: (of) =>
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main.js"></script>'),
        'assets/main.js': `const e={VITE_API_URL:"${of.built.apiUrl.toUpperCase()}/"};${help}`,
      }),
    configure: (environment) => ({ ...environment, settings: {}, forbiddenValues: ['localhost:3000'] }),
  },
  server: true,
})
