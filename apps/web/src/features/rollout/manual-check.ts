import type { GateCheck, ManualCheck, RolloutStage } from '@lockstep/shared-types/gate'

const prefix = 'manual:'

/** The tick by hand that a line of the gate stands for; null for one that Lockstep looks at itself. */
export const manualCheckOf = (
  check: Pick<GateCheck, 'id' | 'sentence'>,
  stage: RolloutStage | undefined,
): ManualCheck | null => {
  if (!check.id.startsWith(prefix)) return null
  const id = check.id.slice(prefix.length)
  return stage?.gate.manual.find((one) => one.id === id) ?? { id, label: check.sentence }
}
