import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { serve } from '@hono/node-server'
import packageJson from '../package.json' with { type: 'json' }
import { openStore } from './adapters/store/open-store.ts'
import { createFoundation } from './compose/foundation.ts'
import { composeLockstep } from './compose/lockstep.ts'
import { formatConfigurationError } from './config/configuration.ts'
import { loadConfiguration } from './config/load-configuration.ts'
import type { Problem } from '@lockstep/shared-types/problem'
import { checkListenAddress, hostsOf } from './http/listen-address.ts'
import { createLog, logLevels } from './telemetry/log.ts'

const root = resolve(import.meta.dirname, '../../..')

/** A start that cannot succeed until somebody changes something; a supervisor should not try again. */
const exitRefused = 2

function refuse(...lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`)
  process.exit(exitRefused)
}
const inWords = ({ title, detail, remedy }: Problem) =>
  [title, detail, remedy].filter((line) => line !== null)

const { values: flags } = parseArgs({ options: { config: { type: 'string', default: 'lockstep.yaml' } } })
const configuration = await loadConfiguration(flags.config, process.env)
if (!configuration.ok) refuse(...configuration.errors.map(formatConfigurationError))
const { server, environments } = configuration.value

const address = checkListenAddress(server.host, false)
if (!address.ok) refuse(...inWords(address.problem))
const wantedPort = Number(process.env.PORT ?? server.port)
if (!Number.isInteger(wantedPort) || wantedPort < 0 || wantedPort > 65_535)
  refuse(`PORT is not a port: ${process.env.PORT}`)

const databaseUrl = process.env.DATABASE_URL
const dataFolder = resolve(process.env.LOCKSTEP_DATA ?? server.dataFolder)
const opened = await openStore(
  databaseUrl === undefined
    ? { dataFolder, seedFile: join(root, 'apps/bff/dist/seed.tar.gz') }
    : { databaseUrl },
)
if (!opened.ok) refuse(...inWords(opened.problem))
const store = opened.value

const level = logLevels.find((known) => known === process.env.LOG_LEVEL) ?? 'info'
const log = createLog(level)
const foundation = createFoundation({ environments, store, log, version: packageJson.version })
const hosts = new Set<string>()
const lockstep = composeLockstep(foundation, {
  version: packageJson.version,
  hosts,
  webRoot: join(root, 'apps/web/dist'),
})
await lockstep.start()

const listener = serve({ fetch: lockstep.app.fetch, hostname: server.host, port: wantedPort }, ({ port }) => {
  for (const host of hostsOf(server.host, port)) hosts.add(host)
  process.stdout.write(`Lockstep is ready at http://${server.host}:${port}\n`)
})
listener.once('error', (error) => {
  log.fatal({ err: error }, 'cannot listen')
  refuse(`Lockstep cannot listen on ${server.host}:${wantedPort}: ${error.message}`)
})

async function end(): Promise<void> {
  listener.close()
  if ('closeAllConnections' in listener) listener.closeAllConnections()
  await lockstep.stop()
  await store.close()
  process.exit(0)
}
process.once('SIGTERM', () => void end())
process.once('SIGINT', () => void end())
