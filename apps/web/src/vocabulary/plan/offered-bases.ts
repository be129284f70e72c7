import type { DefinitionBase, Plan } from '@lockstep/shared-types/plan'
import { shortTaskDefinition } from './plan-words.ts'

type TaskDefinition = NonNullable<Plan['taskDefinition']>
type Offered = {
  readonly items: readonly { readonly value: DefinitionBase; readonly label: string }[]
  /** What each of them changes beside the image, in sentences. */
  readonly notes: readonly string[]
}

/** The task definitions that a release may start from; the one that runs always is one of them. */
export function offeredBases({
  from,
  newer,
  released,
}: Pick<TaskDefinition, 'from' | 'newer' | 'released'>): Offered {
  const pathsOf = ({ changes }: NonNullable<TaskDefinition['newer']>) =>
    changes.map(({ path }) => path).join(', ')
  return {
    items: [
      { value: 'running', label: `${shortTaskDefinition(from)}, which runs` },
      ...(newer === null
        ? []
        : [{ value: 'newest' as const, label: `${shortTaskDefinition(newer.arn)}, the newest` }]),
      ...(released === null
        ? []
        : [{ value: 'released' as const, label: `${shortTaskDefinition(released.arn)}, as released` }]),
    ],
    notes: [
      ...(newer === null ? [] : [`The newest one also changes: ${pathsOf(newer)}.`]),
      ...(released === null
        ? []
        : [`The released one takes back what was changed since: ${pathsOf(released)}.`]),
    ],
  }
}
