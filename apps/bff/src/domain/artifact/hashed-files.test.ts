import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { hashedFiles } from './hashed-files.ts'

const bytesOf = (seed: string): Buffer => createHash('sha256').update(seed).digest()
const base32 = (bytes: Buffer): string =>
  [...bytes.subarray(0, 8)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('')

/** As bundlers name their files: of a hundred builds with twelve files each. */
const kinds: Record<string, (seed: string) => string> = {
  Vite: (seed) => `assets/Page-${bytesOf(seed).toString('base64url').slice(0, 8)}.js`,
  esbuild: (seed) => `chunk-${base32(bytesOf(seed))}.js`,
  webpack: (seed) => `static/js/main.${bytesOf(seed).toString('hex').slice(0, 8)}.chunk.js`,
}

it.each(Object.entries(kinds))('takes all that %s writes for hashed', (_name, nameOf) => {
  const builds = Array.from({ length: 100 }, (_, build) =>
    Array.from({ length: 12 }, (_file, file) => nameOf(`${build} ${file}`)),
  )
  const left = builds.flatMap((paths) => paths.filter((path) => !hashedFiles(paths).has(path)))
  expect(left.filter((path) => !/[a-z]+\.(chunk\.)?js$/.test(path))).toEqual([])
})

it.each([
  ['assets/index-BnsyQuTe.js', 'assets/index-DiwrgTda.css'],
  ['assets/index-BnsyQuTe.js'],
  [
    'assets/Page41-DcvqIuXO.js',
    'assets/Page15-CkHiZh00.js',
    'assets/Page37-Dk_lcZYN.js',
    'assets/a-B1x_-Q9z.js',
  ],
  ['assets/index-legacy-B0GYAYJ4.js', 'assets/index-BRBmoGS9.js'],
  ['main-OISJKX77.js', 'polyfills-5CFQRCPP.js', 'styles-76NLJZVV.css'],
  ['static/js/main.073c9b0a.js', 'static/js/787.12345678.chunk.js', 'static/js/9.abcdef12.chunk.js'],
])('takes %s for hashed', (...paths) => {
  expect([...hashedFiles(paths)].toSorted()).toEqual(paths.toSorted())
})

it.each([
  ['assets/index-BRBmoGS9.js', 'assets/inter-BmdeWXWL.woff2', 'assets/bg-Dn-lwxxL.png'],
  ['assets/js/index-BRBmoGS9.js', 'assets/img/bg-Dn-lwxxL.png'],
  ['main-5QVNXQ7Z.js', 'media/inter-QVNXQGZT.woff2'],
  ['sw.js', 'registerSW.js', 'workbox-2178cfdb.js', 'workbox-27433aac.js', 'workbox-12345678.js'],
])('takes fonts, pictures and what a service worker loads for hashed: %s', (...paths) => {
  const plain = ['sw.js', 'registerSW.js']
  expect([...hashedFiles(paths)].toSorted()).toEqual(paths.filter((path) => !plain.includes(path)).toSorted())
})

it.each([
  'BlueGray',
  'sectionA',
  'PLATINUM',
  'Dark-Red',
  'HttpOnly',
  'carousel',
  '20241120',
  'jsonPath',
  'DSCN1234',
  'HTTP_301',
])(
  'takes a copied picture with %s in its name for none, in the folder of the scripts and in its own',
  (word) => {
    const scripts = ['assets/index-BRBmoGS9.js', 'assets/Page-DcvqIuXO.js']
    const copied = [`assets/photo-${word}.jpg`, `img/photo-${word}.jpg`]
    expect([...hashedFiles([...scripts, ...copied])].toSorted()).toEqual(scripts.toSorted())
  },
)

it('takes a picture in a folder of copied ones for none', () => {
  const paths = ['assets/index-BRBmoGS9.js', 'img/a.png', 'img/b.png', 'img/DSC-lwxxLzzR.png']
  expect([...hashedFiles(paths)]).toEqual(['assets/index-BRBmoGS9.js'])
})

it('takes words, dates and versions for none, whatever lies beside them', () => {
  const built = [
    'assets/a-BnsyQuTe.js',
    'assets/b-DiwrgTda.js',
    'assets/index-BRBmoGS9.js',
    'assets/Page-DcvqIuXO.js',
    'assets/vendor-B1x_-Q9z.js',
  ]
  const plain = [
    'assets/bootstrap-carousel.js',
    'assets/theme-feed2024.css',
    'assets/app-v2-beta1.js',
    'assets/data-20241120.js',
    'assets/logo-BlueGray.svg',
    'sw.js',
  ]
  expect([...hashedFiles([...built, ...plain])].toSorted()).toEqual(built.toSorted())
  expect(hashedFiles(['js/form-MyButton.js', 'js/app.js', 'js/main.js']).size).toBe(0)
  expect(hashedFiles(['js/a-MyButton.js', 'js/a-MyDialog.js', 'js/a-OurTable.js']).size).toBe(0)
})
