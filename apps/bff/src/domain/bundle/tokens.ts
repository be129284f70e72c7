import jsTokens from 'js-tokens'
import { unescapeLiteral } from './literal.ts'

/** A piece of code: never a comment and never blank. */
export type CodeToken = {
  readonly kind: 'literal' | 'open-literal' | 'name' | 'other'
  /** The source of it; of a literal what it means. An `open-literal` is the beginning of a template, before a value that is computed. */
  readonly text: string
}

/** A longer literal is no setting and no address; it is still searched for forbidden keys, as text. */
const maxLiteralLength = 1_000_000

/**
 * The code of a script, without its comments, in time linear in its length. Understands whatever it is given: what is
 * no JavaScript comes as `other`.
 */
export function* codeTokens(source: string): Generator<CodeToken> {
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
      case 'TemplateHead':
        yield literal('open-literal', token.value, 2)
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

const literal = (kind: 'literal' | 'open-literal', source: string, endLength: number): CodeToken =>
  source.length > maxLiteralLength
    ? { kind: 'other', text: '' }
    : { kind, text: unescapeLiteral(source.slice(1, source.length - endLength)) }
