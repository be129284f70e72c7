import type { Problem } from '@lockstep/shared-types/problem'
import type { RolloutRecords } from '../../domain/rollout/rollout-record.ts'

/** Shows on the rollout, and once in the log of its release, what keeps Lockstep from looking; the next look that works forgets it. */
export async function keepProblem(
  records: Pick<RolloutRecords, 'change'>,
  releaseId: string,
  problem: Problem,
): Promise<void> {
  await records.change(releaseId, ({ state }) =>
    state.phase === 'ended' || state.problem?.title === problem.title
      ? null
      : {
          state: { ...state, problem },
          counts: false,
          decision: null,
          audits: [],
          lines: [{ level: 'warning', message: `${problem.title} ${problem.remedy ?? ''}`.trim() }],
        },
  )
}
