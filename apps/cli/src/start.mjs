// What `npm run lockstep` runs: the bundle that `npm run build` has made, while nothing it was made of has changed, else the
// source. Either with its modules from the cache of compiled code; see the server's start.mjs.
import { readFileSync, statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

const root = `${import.meta.dirname}/../../..`
const bundle = `${import.meta.dirname}/../dist`

enableCompileCache(`${root}/node_modules/.cache/lockstep`)
await import(isBuilt() ? `${bundle}/main.cjs` : './main.ts')

function isBuilt() {
  try {
    const madeOf = JSON.parse(readFileSync(`${bundle}/made-of.json`, 'utf8'))
    return madeOf.every(([file, mtimeMs, size]) => {
      const now = statSync(`${root}/${file}`)
      return now.mtimeMs === mtimeMs && now.size === size
    })
  } catch {
    return false
  }
}
