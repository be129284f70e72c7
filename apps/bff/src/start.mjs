// What `npm start` runs. Plain JavaScript, because only what is imported after the cache is on comes out of it:
// from the second start on nothing is compiled, and the stripper of types is not even loaded.
import { enableCompileCache, flushCompileCache } from 'node:module'

// Beside the dependencies, and not in the shared temporary folder, where others could put their code into it.
enableCompileCache(`${import.meta.dirname}/../../../node_modules/.cache/lockstep`)
await import('./main.ts')
// A process that is killed would leave nothing behind for the next start.
setTimeout(flushCompileCache, 5_000).unref()
