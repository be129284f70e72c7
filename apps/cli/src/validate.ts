import type { Variables } from '@lockstep/bff/config/references'
import { loadOrExplain } from './load.ts'
import type { Output } from './output.ts'

/** Says whether a configuration is right, and where it is not. Exit code 0 or 2. */
export async function validate(file: string, variables: Variables, output: Output): Promise<number> {
  const configuration = await loadOrExplain(file, variables, output)
  if (configuration === null) return 2
  const { length } = configuration.environments
  output.out(`${file} is right: ${length} environment${length === 1 ? '' : 's'}.\n`)
  return 0
}
