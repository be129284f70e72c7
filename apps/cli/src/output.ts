import { getSystemErrorMessage } from 'node:util'

/** Where a command writes. */
export type Output = {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly paint: Paint
  /** Columns of the terminal; null when it is none. */
  readonly width: number | null
}

type Writing = {
  readonly write: (text: string) => unknown
  readonly on: (event: 'error', listener: (error: NodeJS.ErrnoException) => void) => unknown
}

/**
 * Writes to a stream of the process, and once says `failed` why it cannot: a file on a full disk throws, a pipe tells
 * later. A reader that has seen enough, such as `head`, is no failure.
 */
export function createWriter(stream: Writing, failed: (why: string) => void): (text: string) => void {
  let isOver = false
  const end = (error: NodeJS.ErrnoException): void => {
    if (!isOver && error.code !== 'EPIPE')
      failed(error.errno === undefined ? (error.code ?? error.name) : getSystemErrorMessage(error.errno))
    isOver = true
  }
  stream.on('error', end)
  return (text) => {
    if (isOver) return
    try {
      stream.write(text)
    } catch (error) {
      end(error instanceof Error ? error : new Error(String(error)))
    }
  }
}

export type Colour = 'green' | 'yellow' | 'red' | 'grey' | 'bold'
export type Paint = (text: string, colour: Colour) => string

const codes: Readonly<Record<Colour, number>> = { green: 32, yellow: 33, red: 31, grey: 90, bold: 1 }

/** Colours only where somebody looks: on a terminal, unless NO_COLOR is set (no-color.org). */
export function createPaint(
  isTerminal: boolean,
  variables: Readonly<Record<string, string | undefined>>,
): Paint {
  if (!isTerminal || variables['NO_COLOR']) return (text) => text
  return (text, colour) => `\u001B[${codes[colour]}m${text}\u001B[0m`
}

/** Takes control characters out: what a bundle or a tag holds must not command the reader's terminal. */
// oxlint-disable-next-line no-control-regex -- control characters are what this removes
export const plain = (text: string): string => text.replace(/[\u0000-\u001F\u007F-\u009F]/g, '�')

/** Breaks a text into lines of at most `width` columns, at blanks. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines
}
