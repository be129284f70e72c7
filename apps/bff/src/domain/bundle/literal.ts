const controlCharacters: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
}

/** What the text between the quotes of a JavaScript literal means. */
export function unescapeLiteral(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(
    /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g,
    (_whole, braced?: string, unicode?: string, hex?: string, other?: string) => {
      const code = braced ?? unicode ?? hex
      if (code === undefined) return controlCharacters[other ?? ''] ?? other ?? ''
      const point = Number.parseInt(code, 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : ''
    },
  )
}
