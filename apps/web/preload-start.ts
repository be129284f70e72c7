import type { HtmlTagDescriptor, Plugin } from 'vite'

const latinFont = /inter-latin-wght-normal-.*\.woff2$/
const startPage = /fleet-page-.*\.js$/

/** The part of a bundle's entries that is needed here. */
type Files = Readonly<Record<string, { readonly type: string; readonly imports?: readonly string[] }>>

/** A chunk and everything that it imports before it runs. */
const withImports = (files: Files, file: string, found = new Set<string>()): ReadonlySet<string> => {
  if (found.has(file)) return found
  found.add(file)
  for (const name of files[file]?.imports ?? []) withImports(files, name, found)
  return found
}

/** Asks for the font and the start page's code together with the entry instead of after it. */
export const preloadStart = (): Plugin => ({
  name: 'lockstep-preload-start',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const tags: HtmlTagDescriptor[] = []
      const names = Object.keys(bundle)
      for (const font of names.filter((name) => latinFont.test(name))) {
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' }
        tags.push({ tag: 'link', attrs, injectTo: 'head' })
      }
      for (const page of names.filter((name) => startPage.test(name)))
        for (const file of withImports(bundle, page))
          if (!html.includes(file))
            tags.push({
              tag: 'link',
              attrs: { rel: 'modulepreload', href: `/${file}`, crossorigin: '' },
              injectTo: 'head',
            })
      return tags
    },
  },
})
