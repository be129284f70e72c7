import { valuesUnder, type DeclaredEndpoint } from '../../domain/bundle/declared-endpoint.ts'
import type { Environment } from '../../domain/environment.ts'
import { freshnessOf } from './freshness-of.ts'
import type { ReadSiteFile } from './ports.ts'

const maxBytes = 1024 * 1024

/** Reads the file from which the site learns the backend's address at run time; null where the configuration names none. */
export async function readDeclared(
  readFile: ReadSiteFile,
  environment: Environment,
): Promise<DeclaredEndpoint | null> {
  const { endpointFrom, endpointFile: file, endpointKey: key } = environment.frontend
  if (endpointFrom !== 'file' || file === null || key === null) return null
  const reading = await readFile(environment, { path: file, maxBytes, knownEtag: null })
  if (reading.state === 'unreadable')
    return { file, key, state: 'unreadable', why: reading.problem.title.replace(/\.$/, '') }
  // A site that answers its page for every missing file does not have it.
  if (reading.state === 'absent' || reading.value.contentType === 'text/html')
    return { file, key, state: 'absent' }
  const { text } = reading.value
  return {
    file,
    key,
    state: 'read',
    values: valuesUnder(text ?? '', key),
    headers: freshnessOf(reading.value),
  }
}
