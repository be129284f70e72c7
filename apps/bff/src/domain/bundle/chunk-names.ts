import type { CodeToken } from './tokens.ts'

/** A function of a bundler's runtime is not longer than its lists of chunks; what is longer is another function. */
const maxBodyTokens = 20_000
/** Ids that one function is asked for. */
const maxIds = 5000
/** A site has one, or one for each of several bundles. */
const maxNamers = 10
/** Alternatives of one name. */
const maxChoices = 2000

/** A function of a bundler's runtime that makes a chunk's name of its id. */
export type ChunkNamer = {
  readonly parameter: string
  readonly body: readonly CodeToken[]
  /** The name under which the runtime has it: `u` for scripts, `miniCssF` and `k` for stylesheets. */
  readonly property: string | null
}

/** What a script says of chunks that stand in no list. */
export type ChunkFacts = {
  readonly namers: readonly ChunkNamer[]
  /** Chunks that it asks for by id, `.e(407)`. */
  readonly ids: readonly string[]
  /** What the runtime puts before the names of chunks, such as `/_next/`. */
  readonly publicPath: string | null
  /** The runtime works out the public path from where its own script lies. */
  readonly isBesideScript: boolean
}

/** How webpack's runtime begins to complain where a browser does not tell it the address of its script. */
const ofOwnPlace = 'Automatic publicPath is not supported'
/** Of its runtime: names of scripts, and of stylesheets. */
const namingProperties: ReadonlySet<string> = new Set(['u', 'miniCssF', 'k'])

/**
 * Finds how webpack names its chunks: its runtime has a function that makes the name of an id, such as
 * `e => "static/" + ({884: "admin"}[e] || e) + "." + {407: "34cf", 884: "0743"}[e] + ".js"`.
 */
export function createChunkFinder() {
  const namers: ChunkNamer[] = []
  const ids = new Set<string>()
  let publicPath: string | null = null
  let isBesideScript = false
  let recent: readonly CodeToken[] = []
  let open: { parameter: string; property: string | null; body: CodeToken[]; depth: number } | null = null

  const see = (token: CodeToken): void => {
    const [last, second, third, fourth] = recent
    // `t.e(407)` loads a chunk and `t.u(407)` names one, while `e(803)` takes a module out of those that are loaded.
    const isCalled =
      token.text === ')' &&
      second?.text === '(' &&
      (third?.text === 'e' || third?.text === 'u') &&
      fourth?.text === '.'
    isBesideScript ||= token.kind === 'literal' && token.text.startsWith(ofOwnPlace)
    if (isCalled && (last?.kind === 'literal' || /^\d+$/.test(last?.text ?? ''))) ids.add(last?.text ?? '')
    if (
      token.kind === 'literal' &&
      last?.text === '=' &&
      second?.text === 'p' &&
      /^(\/|https?:)/.test(token.text)
    )
      publicPath = token.text
    if (open !== null) open = follow(open, token)
    const parameter = parameterBefore(token, recent)
    if (parameter !== null) open = { parameter, property: propertyBefore(recent), body: [], depth: 0 }
    recent = [token, ...recent.slice(0, 8)]
  }

  /** Null when the function has ended. */
  const follow = (of: NonNullable<typeof open>, token: CodeToken): typeof open => {
    const closes = token.kind === 'other' && /^[)\]}]$/.test(token.text)
    const ends =
      of.depth === 0 && token.kind === 'other' && (closes || token.text === ',' || token.text === ';')
    if (ends && namesFile(of)) namers.push({ parameter: of.parameter, property: of.property, body: of.body })
    if (ends || of.body.length >= maxBodyTokens) return null
    of.body.push(token)
    if (token.kind === 'other' && /^[([{]$/.test(token.text)) of.depth += 1
    if (closes) of.depth -= 1
    return of
  }
  return {
    see,
    result: (): ChunkFacts => {
      const last = open !== null && open.depth === 0 && namesFile(open) ? [open] : []
      return { namers: [...namers, ...last], ids: [...ids], publicPath, isBesideScript }
    },
  }
}

/** A chunk that a runtime makes the name of. */
export type NamedChunk = {
  readonly name: string
  readonly id: string
  /** Which of the site's scripts has the runtime, and which of its functions made the name. */
  readonly script: number
  readonly namer: number
  readonly publicPath: string | null
  readonly isBesideScript: boolean
  /**
   * `mapped`: the runtime has it in its map, or names nothing else. `only`: of all names that are asked for, just one can be right.
   */
  readonly by: 'mapped' | 'only' | 'asked'
}

/** The chunks that a site's scripts name together: the runtime of one asks for what others name. */
export function namedChunks(facts: readonly ChunkFacts[]): NamedChunk[] {
  const asked = facts.flatMap(({ ids }) => ids)
  return facts.flatMap(({ namers, publicPath, isBesideScript }, script) =>
    namers.slice(0, maxNamers).flatMap((namer, index) => {
      const tables: Tables = new Map()
      const of = { script, namer: index, publicPath, isBesideScript }
      const mapped = new Set(idsIn(namer.body))
      if (isOneName(namer)) return [{ ...of, name: namer.body[0]?.text ?? '', id: '', by: 'mapped' as const }]
      const isOfStyles = namesStyle(namer)
      // Not every chunk has a stylesheet.
      const ids = [...new Set([...mapped, ...(isOfStyles ? [] : asked)])].slice(0, maxIds)
      const isOnly = mapped.size === 0 && holdsHash(namer.body)
      return ids.flatMap((id): NamedChunk[] => {
        const name = evaluate(namer, id, tables)
        const by = mapped.has(id) ? 'mapped' : isOnly ? 'only' : 'asked'
        const isName = name !== null && (isOfStyles ? isStyleName(name) : isChunkName(name))
        return isName ? [{ ...of, name, id, by }] : []
      })
    }),
  )
}

/** One hash for every name: there is one chunk, or the hashes would differ. */
const holdsHash = (body: readonly CodeToken[]): boolean =>
  body.some(({ kind, text }) => kind === 'literal' && /[.-](?=\w*\d)\w{4,}\.(\w+\.)?m?js$/.test(text))

const isChunkName = (name: string): boolean => /[^/.]\.m?js$/.test(name) && !name.includes('undefined')

/** A stylesheet; webpack gives the hash of nothing to chunks that have none. */
const isStyleName = (name: string): boolean => /[^/.]\.css$/.test(name) && !/undefined|31d6cfe0/.test(name)

/** The property to which the function is assigned whose value begins behind these: `r.u = e =>`, `r.u = function (e) { return`. */
function propertyBefore(recent: readonly CodeToken[]): string | null {
  const at = recent.findIndex(({ text }) => text === '=')
  const isOfFunction = recent.slice(0, at).every(({ kind, text }) => kind === 'name' || /^[(){]$/.test(text))
  return at > 0 && isOfFunction && recent[at + 2]?.text === '.' ? (recent[at + 1]?.text ?? null) : null
}

/** The parameter of a function whose value begins behind this token: `e =>`, `(e) =>`, `(e) { return`. The innermost counts. */
function parameterBefore(token: CodeToken, [last, second, third]: readonly CodeToken[]): string | null {
  const of = token.text === '=>' ? (last?.text === ')' ? second : last) : null
  const named = token.text === 'return' && last?.text === '{' && second?.text === ')' ? third : of
  return named?.kind === 'name' ? named.text : null
}

/** A runtime with one chunk has its whole name: `r.u = e => "js/about.f44c1c11.js"`. */
const isOneName = ({ body, property }: Omit<ChunkNamer, 'parameter'>): boolean =>
  body.length === 1 &&
  body[0]?.kind === 'literal' &&
  /[^/.]\.(m?js|css)$/.test(body[0].text) &&
  namingProperties.has(property ?? '')

const namesStyle = ({ body, property }: Omit<ChunkNamer, 'parameter'>): boolean =>
  (property === 'miniCssF' || property === 'k') &&
  body.some(({ kind, text }) => kind === 'literal' && text.endsWith('.css'))

const namesFile = (namer: Omit<ChunkNamer, 'parameter'>): boolean =>
  isOneName(namer) ||
  (namer.body.length > 2 &&
    (namesStyle(namer) || namer.body.some(({ kind, text }) => kind === 'literal' && /\.m?js$/.test(text))) &&
    namer.body.some(({ text }) => text === '+'))

/** Keys of its tables, and what its parameter is compared with. */
function idsIn(body: readonly CodeToken[]): string[] {
  return body.flatMap((token, index) => {
    if (token.kind === 'other') return []
    const next = body[index + 1]?.text
    const previous = body[index - 1]?.text
    const isKey = next === ':' && (previous === '{' || previous === ',')
    return isKey || next === '===' || previous === '===' ? [token.text] : []
  })
}

type Tables = Map<number, { readonly entries: ReadonlyMap<string, string>; readonly end: number }>

/** Works out `a + (b || c) + {k: v}[p]` and `p === 1 ? x : y`, and nothing else; null for anything else. */
function evaluate({ body, parameter }: ChunkNamer, id: string, tables: Tables): string | null {
  const cursor = { at: 0, failed: false, depth: 0 }
  const peek = (): string | undefined =>
    body[cursor.at]?.kind === 'other' ? body[cursor.at]?.text : undefined
  const take = (text: string): void => {
    if (peek() === text) cursor.at += 1
    else cursor.failed = true
  }
  const table = (): string | undefined => {
    const start = cursor.at
    const known = tables.get(start)
    if (known !== undefined) {
      cursor.at = known.end
      return known.entries.get(id)
    }
    const entries = new Map<string, string>()
    take('{')
    while (!cursor.failed && peek() !== '}') {
      const key = body[cursor.at]?.text ?? ''
      cursor.at += 1
      take(':')
      entries.set(key, body[cursor.at]?.text ?? '')
      cursor.at += 1
      if (peek() === ',') cursor.at += 1
    }
    take('}')
    take('[')
    cursor.at += 1
    take(']')
    tables.set(start, { entries, end: cursor.at })
    return entries.get(id)
  }
  const term = (): string | undefined => {
    if (peek() === '{') return table()
    if (peek() === '(') {
      cursor.at += 1
      const value = choice()
      take(')')
      return value
    }
    const token = body[cursor.at]
    cursor.at += 1
    // Webpack up to 4 puts its public path in front itself: `s.p + "js/" + …`.
    if (token?.kind === 'name' && peek() === '.' && body[cursor.at + 1]?.text === 'p') {
      cursor.at += 2
      return ''
    }
    if (token === undefined || token.kind === 'other' || token.kind === 'open-literal') cursor.failed = true
    return token?.kind === 'name' && token.text === parameter ? id : token?.text
  }
  const sum = (): string | undefined => {
    let value = term()
    while (!cursor.failed && peek() === '+') {
      cursor.at += 1
      value = `${value}${term()}`
    }
    return value
  }
  const choice = (): string | undefined => {
    cursor.depth += 1
    if (cursor.depth > maxChoices) cursor.failed = true
    if (cursor.failed) return undefined
    const value = sum()
    if (peek() === '||') {
      cursor.at += 1
      const other = choice()
      return value ?? other
    }
    if (peek() !== '===') return value
    cursor.at += 1
    const other = sum()
    take('?')
    const yes = choice()
    take(':')
    const no = choice()
    return value === other ? yes : no
  }
  const value = choice()
  return cursor.failed || cursor.at !== body.length ? null : (value ?? null)
}
