import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Where the server that uses this data folder listens, so that the command line on the same machine can ask it. */
const ServerFile = z.object({ url: z.url({ protocol: /^https?$/ }) })

const fileOf = (dataFolder: string): string => join(dataFolder, 'server.json')

export function tellServer(dataFolder: string, url: string): void {
  writeFileSync(fileOf(dataFolder), `${JSON.stringify({ url })}\n`)
}

export function forgetServer(dataFolder: string): void {
  rmSync(fileOf(dataFolder), { force: true })
}

/** Null when no server has told of itself there. One that was killed may still be told of. */
export function toldServer(dataFolder: string): string | null {
  try {
    return ServerFile.parse(JSON.parse(readFileSync(fileOf(dataFolder), 'utf8'))).url
  } catch {
    return null
  }
}
