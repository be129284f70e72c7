import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import packageJson from '../package.json' with { type: 'json' }
import { openStore } from './adapters/store/open-store.ts'
import { forgetServer, tellServer } from './adapters/store/server-file.ts'
import { createFoundation } from './compose/foundation.ts'
import { composeLockstep } from './compose/lockstep.ts'
import { formatConfigurationError } from './config/configuration.ts'
import { loadConfiguration } from './config/load-configuration.ts'
import { readFlags, readPort } from './config/start-options.ts'
import type { Problem } from '@lockstep/shared-types/problem'
import { checkListenAddress, hostsOf, urlOf } from './http/listen-address.ts'
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

const flags = readFlags(process.argv.slice(2))
if (!flags.ok) refuse(...inWords(flags.problem))
const configuration = await loadConfiguration(flags.value.config, process.env)
if (!configuration.ok) refuse(...configuration.errors.map(formatConfigurationError))
const { server, environments } = configuration.value

const address = checkListenAddress(server.host, false)
if (!address.ok) refuse(...inWords(address.problem))
const port = readPort(process.env.PORT, server.port)
if (!port.ok) refuse(...inWords(port.problem))
const wantedPort = port.value

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

const listener = serve({ fetch: lockstep.app.fetch, hostname: server.host, port: wantedPort }, (bound) => {
  for (const host of hostsOf(server.host, bound.port)) hosts.add(host)
  const url = urlOf(server.host, bound.port)
  if (databaseUrl === undefined) tellServer(dataFolder, url)
  process.stdout.write(`Lockstep is ready at ${url}\n`)
})
listener.once('error', (error) => {
  log.fatal({ err: error }, 'cannot listen')
  refuse(`Lockstep cannot listen on ${server.host}:${wantedPort}: ${error.message}`)
})

async function end(): Promise<void> {
  listener.close()
  if ('closeAllConnections' in listener) listener.closeAllConnections()
  if (databaseUrl === undefined) forgetServer(dataFolder)
  await lockstep.stop()
  await store.close()
  process.exit(0)
}
process.once('SIGTERM', () => void end())
process.once('SIGINT', () => void end())
