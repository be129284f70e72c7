/** Whether a text holds a value, with nothing beside it that would make it a part of another word. */
export function standsIn(text: string, value: string): boolean {
  if (value === '') return false
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const [before = '', after = ''] = [text[at - 1], text[at + value.length]]
    const joined = /^\w/.test(value) && /\w/.test(before)
    if (!joined && !(/\w$/.test(value) && /\w/.test(after))) return true
  }
  return false
}
