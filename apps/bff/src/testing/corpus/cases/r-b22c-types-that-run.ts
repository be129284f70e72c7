import { defineCase } from '../corpus-case.ts'
import { pageOf } from '../site-world.ts'

export const corpusCase = defineCase({
  id: 'R-B22c',
  title: 'Types that are unusual and run',
  world:
    'A classic script is served as text/plain, a module as application/x-javascript, a page as application/xhtml+xml in capital letters: browsers take them all.',
  source: 'tried',
  right: { 'site-files': { status: 'ok' } },
  wire: {
    change: (of) => {
      const { world, built } = of
      const page = pageOf(
        of,
        '<script src="/assets/old-D7OLk6YC.js"></script><script type="module" src="/assets/index-Bn5yQuT3.js"></script>',
      )
      const put = (path: string, text: string, contentType: string) =>
        world.s3.put(built.bucket, path, text, { contentType })
      put('index.html', page, 'Application/XHTML+XML; charset=utf-8')
      put('assets/old-D7OLk6YC.js', 'var a = 1', 'text/plain')
      put('assets/index-Bn5yQuT3.js', `fetch("${built.apiUrl}/x")`, 'application/x-javascript')
    },
  },
})
