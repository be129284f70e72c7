import { defineCase } from '../corpus-case.ts'
import { pageOf, putFiles } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'R-D10',
  title: 'A service worker that the edge may keep for a year',
  world:
    'All scripts were uploaded as immutable, the service worker too. Browsers ask for it without their own cache, and the edge answers with the old one.',
  source: 'https://github.com/aws/aws-cli/issues/599; https://developer.chrome.com/blog/fresher-sw',
  right: {
    'cache-policy': { status: 'warn', says: [/service worker sw\.js/, /for 365 d/] },
    'site-files': { status: 'ok' },
    exit: { status: '0' },
  },
  wire: {
    change: (of) => {
      putFiles(of, {
        'index.html': pageOf(of, '<script type="module" src="/assets/main-2a6086c4.js"></script>'),
        'assets/main-2a6086c4.js': `fetch("${of.built.apiUrl}");navigator.serviceWorker.register("/sw.js")`,
      })
      of.world.s3.put(of.built.bucket, 'sw.js', 'self.skipWaiting()', {
        contentType: 'text/javascript',
        cacheControl: 'public,max-age=31536000,immutable',
      })
    },
    configure: (environment) => ({ ...environment, settings: {} }),
  },
  server: true,
})
