import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

export type Attributes = Readonly<Record<string, string>>

/**
 * Tags, attributes and script texts in their order. It keeps no stack of open elements: with one, a page that nests
 * half a million elements takes minutes, and nothing here needs it.
 */
export function readTags(
  text: string,
  on: {
    readonly open: (name: string, attributes: Attributes) => void
    readonly close: (name: string) => void
    readonly script: (source: string) => void
  },
): void {
  let name = ''
  let attribute = ''
  let value = ''
  let attributes: Record<string, string> = {}
  let script = ''
  const ignore = () => undefined
  const opened = () => on.open(name, attributes)
  const callbacks: TokenizerCallbacks = {
    onopentagname(start, end) {
      name = text.slice(start, end).toLowerCase()
      attributes = {}
      script = ''
    },
    onattribname(start, end) {
      attribute = text.slice(start, end).toLowerCase()
      value = ''
    },
    onattribdata(start, end) {
      value += text.slice(start, end)
    },
    onattribentity(codePoint) {
      value += String.fromCodePoint(codePoint)
    },
    onattribend() {
      // The first of several counts, as in browsers.
      attributes[attribute] ??= value
    },
    onopentagend: opened,
    onselfclosingtag: opened,
    ontext(start, end) {
      if (name === 'script') script += text.slice(start, end)
    },
    onclosetag(start, end) {
      const closed = text.slice(start, end).toLowerCase()
      if (closed === 'script') on.script(script)
      on.close(closed)
      name = ''
    },
    ontextentity: ignore,
    oncdata: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  }
  const tokenizer = new Tokenizer({ decodeEntities: true }, callbacks)
  tokenizer.write(text)
  tokenizer.end()
}
