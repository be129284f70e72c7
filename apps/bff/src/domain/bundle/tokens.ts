import jsTokens from 'js-tokens'
import { unescapeLiteral } from './literal.ts'

/** A piece of code: never a comment and never blank. */
export type CodeToken = {
  readonly kind: 'literal' | 'open-literal' | 'rest-literal' | 'name' | 'other'
  /**
   * The source of it; of a literal what it means. An `open-literal` is the beginning of a template, before a value that is computed, and a
   * `rest-literal` what stands behind one.
   */
  readonly text: string
  /** Of a `rest-literal`: the beginning of its template. */
  readonly head?: CodeToken
}

/** A longer literal is no setting and no address; it is still searched for forbidden keys, as text. */
const maxLiteralLength = 1_000_000

/**
 * The code of a script, without its comments, in time linear in its length. Understands whatever it is given: what is
 * no JavaScript comes as `other`.
 */
export function* codeTokens(source: string): Generator<CodeToken> {
  // Templates may stand inside each other.
  const heads: CodeToken[] = []
  for (const token of jsTokens(source)) {
    switch (token.type) {
      case 'WhiteSpace':
      case 'LineTerminatorSequence':
      case 'MultiLineComment':
      case 'SingleLineComment':
      case 'HashbangComment':
        break
      case 'StringLiteral':
      case 'NoSubstitutionTemplate':
        yield literal('literal', token.value, token.closed ? 1 : 0)
        break
      case 'TemplateHead': {
        const head = literal('open-literal', token.value, 2)
        heads.push(head)
        yield head
        break
      }
      case 'TemplateMiddle':
        yield { ...literal('rest-literal', token.value, 2), ...headOf(heads.at(-1)) }
        break
      case 'TemplateTail':
        yield { ...literal('rest-literal', token.value, token.closed ? 1 : 0), ...headOf(heads.pop()) }
        break
      case 'IdentifierName':
      case 'NumericLiteral':
        yield { kind: 'name', text: token.value }
        break
      default:
        yield { kind: 'other', text: token.value.length > 8 ? '' : token.value }
    }
  }
}

const headOf = (head: CodeToken | undefined): Pick<CodeToken, 'head'> => (head === undefined ? {} : { head })

const literal = (kind: CodeToken['kind'], source: string, endLength: number): CodeToken =>
  source.length > maxLiteralLength
    ? { kind: 'other', text: '' }
    : { kind, text: unescapeLiteral(source.slice(1, source.length - endLength)) }
