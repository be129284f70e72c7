import { z } from 'zod'
import type { DemoProcess } from '../../scripts/demo/demo-process.ts'
import type { Place } from './screens.ts'
import { doorOf } from './simulator.ts'

const Flags = z.object({ 'new-data-path': z.boolean() })
const userCount = 200

/** Of how many users in a hundred the application itself says that the flag is on. */
export const shareOfUsers = async (
  demo: DemoProcess,
  { application, environment }: Place,
): Promise<number> => {
  const api = await doorOf(demo, `${application}-${environment}-api`)
  const answers = await Promise.all(
    Array.from({ length: userCount }, async (_, user) => {
      const response = await fetch(`${api}/api/flags`, { headers: { authorization: `Bearer user-${user}` } })
      return Flags.parse(await response.json())['new-data-path']
    }),
  )
  return (answers.filter(Boolean).length / userCount) * 100
}
