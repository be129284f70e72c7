// What `npm run build` does for the server, so that its first start is as fast as later ones: it prepares the archive
// of an empty data folder, and compiles all modules into the cache that `start.mjs` uses.
import { enableCompileCache } from 'node:module'

enableCompileCache(`${import.meta.dirname}/../../../node_modules/.cache/lockstep`)
await import('./compose/lockstep.ts')
const { writeSeed } = await import('./compose/write-seed.ts')
await writeSeed(`${import.meta.dirname}/../dist/seed.tar.gz`)
