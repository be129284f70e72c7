import { expect, it } from 'vitest'
import { isContentHashed } from './content-hash-name.ts'

it.each([
  'assets/index-BRBmoGS9.js', // Vite
  'assets/index-B1x_-Q9z.css',
  'assets/index-legacy-C2kLm9Qa.js',
  'assets/index-DwrgTBda.js.map',
  'assets/logo-D3fAx9Zk.svg',
  'static/js/main.073c9b0a.js', // webpack
  'static/js/787.1a2b3c4d.chunk.js',
  'static/js/main.073c9b0a.js.LICENSE.txt',
  'static/media/logo.6ce24c58023cc2f8fd88fe9d219db6c6.svg',
  '6ce24c58023cc2f8fd88.png',
  'main.3f2a1b9c8d7e6f50.js', // Angular before esbuild
  'main-5QVNXQ7Z.js', // Angular, esbuild
  'chunk-QVNXQGZT.js',
  'media/roboto-latin-400-R4XQ2V7A.woff2',
  '_next/static/chunks/main-app-1d2e3f4a5b6c7d8e.js',
  '_next/static/Xyz_build-id/_buildManifest.js',
  '_next/static/media/e4af272ccee01ff0-s.p.woff2',
  'shop/_app/immutable/entry/start.js',
  '_nuxt/entry.D1wRgT9a.css',
  '_nuxt/builds/meta/0f8fad5b-d9cb-469f-a165-70867728950e.json',
  '_astro/photo.DGx4z_Z1_Z1abcd.webp',
  'assets/game-B9xKq2Lw.wasm.br',
])('takes %s for a name that says its content', (path) => {
  expect(isContentHashed(path)).toBe(true)
})

it.each([
  'assets/logo.png',
  'assets/bootstrap-carousel.js',
  'assets/logo-BlueGray.svg',
  'assets/icon-MyButton.svg',
  'assets/fonts/inter-v12-latin-regular.woff2',
  'assets/photo-20241120.jpg',
  'assets/report-20241120T101500Z.pdf',
  'assets/photo-2024-11-20.jpg',
  'assets/image00123.png',
  'assets/jquery-3.7.1.min.js',
  'assets/roboto-Roboto12.woff2',
  'assets/PLATINUM.png',
  'assets/logo-PLATINUM.png',
  'assets/theme-feed2024.css',
  'assets/index-v1.js',
  'assets/chunk-00001.js',
  'assets/my-photo.jpg',
  'assets/app-v2-beta1.js',
  'config.js',
  'sw.js',
  'favicon.ico',
  'index.html',
  'robots.txt',
  'LICENSE',
])('does not take %s for one', (path) => {
  expect(isContentHashed(path)).toBe(false)
})
