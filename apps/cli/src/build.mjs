// What `npm run build` does for the command: bundles it, so that a start reads a few files in place of hundreds. Beside the
// bundle stands what it was made of, by which `start.mjs` sees that it is still right.
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { rolldown } from 'rolldown'

const root = resolve(import.meta.dirname, '../../..')
const folder = resolve(import.meta.dirname, '../dist')

const bundle = await rolldown({
  input: join(import.meta.dirname, 'main.ts'),
  platform: 'node',
  // Of the packages' two forms the one whose unused parts can be left out: half of the clients of AWS.
  resolve: { mainFields: ['module', 'main'] },
  // Only a check that asks a database needs it, and its parts find each other by their place.
  external: [/^pg(-|$|\/)/, /^kysely/, /^@electric-sql\//],
})
rmSync(folder, { recursive: true, force: true })
const { output } = await bundle.write({
  dir: folder,
  // CommonJS asks a module of Node for what it uses; an import looks at all that it has, `fetch` in `node:http` too.
  format: 'cjs',
  dynamicImportInCjs: false,
  minify: true,
  entryFileNames: 'main.cjs',
  chunkFileNames: '[name]-[hash].cjs',
})
await bundle.close()

const own = output
  .flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []))
  .filter((id) => id.startsWith(root) && !id.includes('/node_modules/'))
const madeOf = [...own, join(root, 'package-lock.json')].map((file) => {
  const { mtimeMs, size } = statSync(file)
  return [file.slice(root.length + 1), mtimeMs, size]
})
writeFileSync(join(folder, 'made-of.json'), JSON.stringify(madeOf))
