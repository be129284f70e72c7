import { Parser } from 'htmlparser2'
import { parseHtml } from './parse-html.ts'

type Page = { readonly body: string; readonly sha256: string }

/** Whether an answer is an HTML page, by what it says of itself and by how it begins. */
export const isHtml = (contentType: string | undefined, body: string): boolean =>
  /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '') ||
  /^[\s\uFEFF]*<(!doctype html|html)\b/i.test(body)

/**
 * Whether an HTML page can only be a frontend, whoever answered with it: it names its build, or it shows nothing until
 * its scripts have run. A health page in HTML shows at least a word.
 */
export const isFrontendPage = (body: string): boolean =>
  parseHtml(body).buildVersion !== null || isEmptyShell(body)

/** Whether two pages are the same site's: the same bytes, or the same entry script. */
export function isSameSite(a: Page, b: Page, siteUrl: string): boolean {
  if (a.sha256 === b.sha256) return true
  const entry = parseHtml(a.body, siteUrl).entryPath
  return entry !== null && entry === parseHtml(b.body, siteUrl).entryPath
}

const unseenElements: ReadonlySet<string> = new Set([
  'head',
  'script',
  'style',
  'template',
  'noscript',
  'title',
])

function isEmptyShell(body: string): boolean {
  let loadsScript = false
  let showsText = false
  const open: string[] = []
  const parser = new Parser({
    onopentag(name, { src }) {
      if (name === 'script' && src !== undefined) loadsScript = true
      if (unseenElements.has(name)) open.push(name)
    },
    onclosetag(name) {
      if (open.at(-1) === name) open.pop()
    },
    ontext(text) {
      if (open.length === 0 && text.trim() !== '') showsText = true
    },
  })
  parser.write(body)
  parser.end()
  return loadsScript && !showsText
}
