// What `npm run lockstep` runs: the command with its modules from the cache of compiled code. See the server's start.mjs.
import { enableCompileCache } from 'node:module'

enableCompileCache(`${import.meta.dirname}/../../../node_modules/.cache/lockstep`)
await import('./main.ts')
