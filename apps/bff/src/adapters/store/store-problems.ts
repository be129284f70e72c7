import type { Problem } from '@lockstep/shared-types/problem'

/** Why the data folder cannot be used, with the folder. */
export const folderUnusable = (dataFolder: string, error: unknown): Problem => ({
  code: 'not-ready',
  title: 'The data folder cannot be used.',
  detail: `${dataFolder}: ${reasonOf(error)}`,
  remedy: 'Make it a folder that this user may write to, or name another one (LOCKSTEP_DATA).',
})

/** Why the database cannot be used, with its host and name; never with the password that the address may hold. */
export function databaseUnusable(databaseUrl: string, error: unknown): Problem {
  const address = readAddress(databaseUrl)
  return address === null
    ? addressWrong
    : {
        code: 'not-ready',
        title: 'The database cannot be used.',
        detail: `${address.host}${address.pathname}: ${withoutSecret(reasonOf(error), address)}`,
        remedy: 'Check DATABASE_URL, and that the database runs, lets this user in and may be changed by it.',
      }
}

/** A value of DATABASE_URL that is no address of PostgreSQL; null when it is one. Does not repeat the value. */
export const wrongAddress = (databaseUrl: string): Problem | null =>
  readAddress(databaseUrl) === null ? addressWrong : null

const addressWrong: Problem = {
  code: 'not-ready',
  title: 'DATABASE_URL is not an address of a PostgreSQL database.',
  detail: 'DATABASE_URL',
  remedy: 'Write postgres://user:password@host:port/database, or leave it unset to use the data folder.',
}

function readAddress(databaseUrl: string): URL | null {
  const url = URL.parse(databaseUrl)
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) ? url : null
}

function withoutSecret(text: string, { password }: URL): string {
  if (password === '') return text
  return [password, decoded(password)].reduce((safe, secret) => safe.replaceAll(secret, '…'), text)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join('; ')
  if (!(error instanceof Error)) return 'unknown reason'
  return error.message === '' ? error.name : error.message
}
