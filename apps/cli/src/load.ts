import { formatConfigurationError } from '@lockstep/bff/config/configuration'
import type { Configuration } from '@lockstep/bff/config/configuration'
import { loadConfiguration } from '@lockstep/bff/config/load-configuration'
import type { Variables } from '@lockstep/bff/config/references'
import type { Output } from './output.ts'

/** The configuration, or null after its errors were written. */
export async function loadOrExplain(
  file: string,
  variables: Variables,
  { err }: Pick<Output, 'err'>,
): Promise<Configuration | null> {
  const result = await loadConfiguration(file, variables)
  if (result.ok) return result.value
  for (const error of result.errors) err(`${formatConfigurationError(error)}\n`)
  return null
}
