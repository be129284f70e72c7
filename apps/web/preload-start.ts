import type { HtmlTagDescriptor, Plugin } from 'vite'

const latinFont = /inter-latin-wght-normal-.*\.woff2$/
const startPage = /fleet-page-.*\.js$/

/** Asks for the font and the start page's code together with the entry instead of after it. */
export const preloadStart = (): Plugin => ({
  name: 'lockstep-preload-start',
  apply: 'build',
  transformIndexHtml(_html, { bundle }) {
    const tags: HtmlTagDescriptor[] = []
    for (const file of Object.keys(bundle ?? {})) {
      const href = `/${file}`
      if (latinFont.test(file)) {
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href, crossorigin: '' }
        tags.push({ tag: 'link', attrs, injectTo: 'head' })
      }
      if (startPage.test(file))
        tags.push({ tag: 'link', attrs: { rel: 'modulepreload', href, crossorigin: '' }, injectTo: 'head' })
    }
    return tags
  },
})
