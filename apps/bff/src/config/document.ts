import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Document, ErrorCode, Node } from 'yaml'
import type { ConfigurationError } from './configuration.ts'

export type Path = readonly PropertyKey[]

/** A YAML file that was read, and where each of its values stands. */
export type ConfigurationDocument = {
  readonly value: unknown
  readonly errors: readonly ConfigurationError[]
  /** An error at a value, at a key, or at the nearest thing around it that is there. */
  readonly error: (
    path: Path,
    message: string,
    allowed?: readonly string[] | null,
    at?: 'key' | 'value',
  ) => ConfigurationError
  readonly has: (path: Path) => boolean
}

/** Reads YAML 1.2. Duplicate keys are errors; aliases are followed, but not without end. */
export function readDocument(file: string, source: string): ConfigurationDocument {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const at = (offset: number, path: Path, message: string, allowed: readonly string[] | null = null) => {
    const { line, col } = lines.linePos(offset)
    return {
      file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      path: formatPath(path),
      message,
      allowed,
    }
  }
  const syntax = document.errors
    .slice(0, mostSyntaxErrors)
    .map((error) => at(error.pos[0], [], ourWords[error.code] ?? withoutFullStop(error.message)))
  const { value, failure } = toValue(document)
  return {
    value,
    errors: failure === null || syntax.length > 0 ? syntax : [at(0, [], failure)],
    error: (path, message, allowed = null, target = 'value') =>
      at(offsetOf(document, path, target), path, message, allowed),
    has: (path) => document.hasIn(path),
  }
}

/** One slip can make a hundred errors of syntax; the first few say where it is. */
const mostSyntaxErrors = 5

/** Where the parser speaks to programmers. */
const ourWords: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: 'a second document begins here; write one',
  RESOURCE_EXHAUSTION: 'nested too deep',
}

function toValue(document: Document): { value: unknown; failure: string | null } {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    return isEndless(value)
      ? { value: null, failure: 'an alias refers to what it stands in' }
      : { value, failure: null }
  } catch (error) {
    return { value: null, failure: error instanceof Error ? error.message : 'cannot be read' }
  }
}

function isEndless(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return false
  } catch {
    return true
  }
}

function offsetOf(document: Document, path: Path, target: 'key' | 'value'): number {
  let node: Node | null = document.contents
  let offset = node?.range?.[0] ?? 0
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null
    const wantsKey = target === 'key' && index === path.length - 1
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (!pair) return offset
      const key = pair.key as Node
      offset = key.range?.[0] ?? offset
      node = pair.value as Node | null
      if (wantsKey) return offset
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] as Node | undefined) ?? null
    } else {
      return offset
    }
    offset = node?.range?.[0] ?? offset
  }
  return offset
}

/** `applications[0].environments[1].backend` */
export function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`,
    '',
  )
}

const withoutFullStop = (text: string): string => text.replace(/\.$/, '')
