import type { Plugin } from 'vite'

const latinFont = /inter-latin-wght-normal-.*\.woff2$/

/** Asks for the font together with the style sheet instead of after it. */
export const preloadFont = (): Plugin => ({
  name: 'lockstep-preload-font',
  apply: 'build',
  transformIndexHtml(_html, { bundle }) {
    const font = Object.keys(bundle ?? {}).find((file) => latinFont.test(file))
    if (font === undefined) return []
    const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' }
    return [{ tag: 'link', attrs, injectTo: 'head' }]
  },
})
