import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'

// The budget of docs: what a browser loads, brotli, in kB (1000 bytes).
const budget = { initialJs: 150, css: 10, lazy: 50, charts: 95 }
const chartChunk = /^time-plot-/

const dist = fileURLToPath(new URL('../apps/web/dist/', import.meta.url))
const assets = join(dist, 'assets')

type Chunk = { name: string; kilobytes: number; imports: readonly string[] }

const staticImport = /(?:from|import)\s*"\.\/([^"]+\.js)"/g

const readChunks = async (): Promise<Map<string, Chunk>> => {
  const names = (await readdir(assets)).filter((name) => name.endsWith('.js'))
  const chunks = await Promise.all(
    names.map(async (name) => {
      const code = await readFile(join(assets, name))
      const imports = [...code.toString('utf8').matchAll(staticImport)].flatMap(([, file]) => file ?? [])
      return [name, { name, kilobytes: brotliCompressSync(code).length / 1000, imports }] as const
    }),
  )
  return new Map(chunks)
}

/** The chunk and everything that it needs before it can run. */
const closure = (chunks: Map<string, Chunk>, start: string, found = new Set<string>()): Set<string> => {
  if (found.has(start)) return found
  found.add(start)
  for (const name of chunks.get(start)?.imports ?? []) closure(chunks, name, found)
  return found
}

const sum = (chunks: Map<string, Chunk>, names: Iterable<string>): number =>
  [...names].reduce((total, name) => total + (chunks.get(name)?.kilobytes ?? 0), 0)

const html = await readFile(join(dist, 'index.html'), 'utf8')
const chunks = await readChunks()
const entry = /<script type="module"[^>]*src="\/assets\/([^"]+)"/.exec(html)?.[1]
if (entry === undefined)
  throw new Error('apps/web/dist/index.html names no entry script: run the build first')

const initial = closure(chunks, entry)
const styles = (await readdir(assets)).filter((name) => name.endsWith('.css'))
const cssKilobytes = await Promise.all(
  styles.map(async (name) => brotliCompressSync(await readFile(join(assets, name))).length / 1000),
)

// Charts come after the page that shows them.
const before = (name: string): ReadonlySet<string> => {
  const page = [...chunks.keys()].find((other) => other.startsWith('environment-page-'))
  return chartChunk.test(name) && page !== undefined ? closure(chunks, page, new Set(initial)) : initial
}

const isPage = (name: string) => /-(page|dialog|list)-/.test(name) || chartChunk.test(name)
const lazy = [...chunks.keys()].filter((name) => !initial.has(name) && isPage(name))
const rows = [
  { what: 'initial JS', kilobytes: sum(chunks, initial), limit: budget.initialJs },
  { what: 'CSS', kilobytes: cssKilobytes.reduce((total, size) => total + size, 0), limit: budget.css },
  ...lazy.map((name) => ({
    what: name.replace(/-[\w-]{8}\.js$/, ''),
    // What is there already is not loaded again.
    kilobytes: sum(
      chunks,
      [...closure(chunks, name)].filter((part) => !before(name).has(part)),
    ),
    limit: chartChunk.test(name) ? budget.charts : budget.lazy,
  })),
]

for (const { what, kilobytes, limit } of rows) {
  const verdict = kilobytes <= limit ? 'ok' : 'OVER'
  console.log(
    `${what.padEnd(24)} ${kilobytes.toFixed(1).padStart(7)} of ${String(limit).padStart(3)} kB  ${verdict}`,
  )
}
if (rows.some(({ kilobytes, limit }) => kilobytes > limit)) process.exitCode = 1
