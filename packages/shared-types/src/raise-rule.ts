import type { Decision } from './decision.ts'
import type { GateState, RolloutStage } from './gate.ts'

/** What it rests on whether more traffic needs a reason. */
export type RaiseFacts = {
  readonly stages: readonly Pick<RolloutStage, 'percent'>[]
  readonly stageIndex: number
  readonly wantedPercent: number
  readonly gate: Pick<GateState, 'checks'> | null
  readonly decision: Pick<Decision, 'decision' | 'verdict'> | null
  /** Since when measurements are missing; null when they are there. */
  readonly inconclusive: object | null
}

/** Why a raise needs a reason: the decision is against it, no stage has begun, or its gate has not passed. */
export type RaiseObjection = 'decision' | 'no-stage' | 'gate'

/** Whether what is known, or not known, speaks against more traffic now. */
export const speaksAgainst = ({
  decision,
  inconclusive,
}: Pick<RaiseFacts, 'decision' | 'inconclusive'>): boolean =>
  inconclusive !== null ||
  (decision !== null &&
    ((decision.decision !== 'continue' && decision.decision !== 'monitor') || decision.verdict !== 'pass'))

/** All of the gate but the promotion, which a person's own press is. */
export const gatePasses = ({ gate }: Pick<RaiseFacts, 'gate'>): boolean =>
  gate !== null && gate.checks.every(({ id, state }) => state === 'pass' || id === 'promotion')

/** Why going to this percentage needs a reason, the same for the page and the server; null when it needs none. */
export function raiseObjection(facts: RaiseFacts, percent: number): RaiseObjection | null {
  const { stages, stageIndex, wantedPercent } = facts
  if (percent <= wantedPercent) return null
  if (speaksAgainst(facts)) return 'decision'
  if (percent <= (stages[stageIndex]?.percent ?? 0) || gatePasses(facts)) return null
  return stageIndex < 0 ? 'no-stage' : 'gate'
}
