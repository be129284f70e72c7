import { placeMain } from '../../../domain/artifact/candidate-pages.ts'
import { defineCase } from '../corpus-case.ts'

const hashed = [
  'assets/index-BRBmoGS9.js',
  'assets/inter-BmdeWXWL.woff2',
  'assets/bg-Dn-lwxxL.png',
  'workbox-2178cfdb.js',
]
const plain = ['index.html', 'sw.js', 'registerSW.js', 'assets/photo-BlueGray.png', 'img/logo-sectionA.png']

export const corpusCase = defineCase({
  id: 'R-D40A',
  title: 'Fonts, pictures and the library of a service worker with hashes like words',
  world: 'A build by Vite with a service worker: some hashes of its fonts and pictures are like words.',
  source: 'field judge, W8',
  right: { hashed: { status: 'immutable' }, plain: { status: 'short' } },
  rules: () => {
    const placed = placeMain([...hashed, ...plain].map((path) => ({ path, size: 1, etag: '' })))
    const answerOf = (paths: readonly string[]) => {
      const kept = placed
        .filter(({ source }) => paths.includes(source))
        .map(({ cacheControl }) => cacheControl)
      const isLong = kept.map((cacheControl) => cacheControl.includes('immutable'))
      return {
        status: isLong.every(Boolean) ? 'immutable' : isLong.some(Boolean) ? 'some of each' : 'short',
        sentence: '',
      }
    }
    return { hashed: answerOf(hashed), plain: answerOf(plain) }
  },
})
