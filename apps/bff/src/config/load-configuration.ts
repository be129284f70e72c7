import { readFile } from 'node:fs/promises'
import type { ConfigurationResult } from './configuration.ts'
import { parseConfiguration } from './parse-configuration.ts'
import type { Variables } from './references.ts'

/**
 * Reads a configuration file. `variables` is what `${env:NAME}` refers to. All errors are found in one go; a file that
 * cannot be read is one of them.
 */
export async function loadConfiguration(file: string, variables: Variables): Promise<ConfigurationResult> {
  try {
    return parseConfiguration(file, await readFile(file, 'utf8'), variables)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    const message = code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`
    return { ok: false, errors: [{ file, line: 1, column: 1, path: '', message, allowed: null }] }
  }
}
