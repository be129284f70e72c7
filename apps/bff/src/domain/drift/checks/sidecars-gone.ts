import type { Observation } from '../observation.ts'
import { instructions } from '../remedies.ts'
import type { Finding } from '../rule.ts'

const bringBack = instructions(
  'Bring the image back',
  'Push the very same image again and let the lifecycle policy of its repository keep what task definitions name; or deploy a task definition that names another.',
)

/** That tasks need an image beside the application's own that its registry has lost; null where none is known to be lost. */
export function sidecarGone({ sidecars: reading }: Observation): Finding | null {
  const sidecars = reading?.state === 'read' ? reading.value : []
  const kept = sidecars.find((one) => one.kept === 'gone')
  const lost = kept ?? sidecars.find((one) => one.named === 'gone')
  if (lost === undefined) return null
  const about = { half: 'backend', expected: lost.image, remedy: bringBack } as const
  const name = `The image of the container ${lost.container}, ${lost.image},`
  return kept === undefined
    ? {
        ...about,
        status: 'warn',
        observed: 'not in the registry under this name',
        sentence: `${name} is gone from the registry under this name: tasks of today's deployment still start, those of the next one cannot.`,
      }
    : {
        ...about,
        status: 'fail',
        observed: 'not in the registry',
        sentence: `${name} is gone from the registry${lost.named === 'there' ? ' as the running tasks have it' : ''}: no new task can start, neither when one stops nor when more are needed.`,
      }
}
