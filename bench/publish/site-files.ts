import { createHash } from 'node:crypto'

const files = 2_000
const totalBytes = 60_000_000

/** The same 2,000 files, 60 MB, in every run: text that compresses about as well as minified scripts do. */
export function* siteFiles(): Generator<{ path: string; body: Buffer }> {
  const bytes = Math.floor(totalBytes / files)
  yield {
    path: 'index.html',
    body: Buffer.from(
      '<html data-build-version="v1"><script type="module" src="/assets/chunk-00001.js"></script>',
    ),
  }
  for (let number = 1; number < files; number += 1) {
    const parts: string[] = []
    for (let part = 0; part * 88 < bytes; part += 1)
      parts.push(createHash('sha512').update(`${number} ${part}`).digest('base64'))
    yield {
      path: `assets/chunk-${String(number).padStart(5, '0')}.js`,
      body: Buffer.from(parts.join('')).subarray(0, bytes),
    }
  }
}
