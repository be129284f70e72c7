import type { Rollout, RolloutEnd } from '@lockstep/shared-types/rollout'
import { baselineName, candidateName } from '../../vocabulary/rollout/rollout-look.ts'

/** How it ended and by whom, in a sentence. */
export const endTitle = (rollout: Pick<Rollout, 'candidate' | 'baseline'>, end: RolloutEnd): string => {
  const where =
    end.how === 'full'
      ? `Everything goes to ${candidateName(rollout)}`
      : `Everything goes to ${baselineName(rollout)} again`
  return `${where}: ${byText(end)}.`
}

const byText = ({ by, actor, how }: RolloutEnd): string => {
  switch (by) {
    case 'gate':
      return 'the last gate passed'
    case 'decision':
      return 'the decision matrix said so'
    case 'person':
      return how === 'full' ? `${actor.name} sent it there` : `${actor.name} took it to zero`
    case 'emergency':
      return `${actor.name} pressed Emergency`
    case 'abort':
      return `${actor.name} aborted the release`
  }
}
