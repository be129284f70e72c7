import type { Strategy } from './types.ts'

/** The strategies that every account has. */
export const predefinedStrategies: readonly Strategy[] = [
  predefined('AppConfig.AllAtOnce', 0, 100, 10),
  predefined('AppConfig.Linear50PercentEvery30Seconds', 1, 50, 1),
  predefined('AppConfig.Linear20PercentEvery6Minutes', 30, 20, 30),
  { ...predefined('AppConfig.Canary10Percent20Minutes', 20, 10, 10), growthType: 'EXPONENTIAL' },
]

function predefined(
  name: string,
  durationMinutes: number,
  growthFactor: number,
  bakeMinutes: number,
): Strategy {
  return { id: name, name, durationMinutes, growthType: 'LINEAR', growthFactor, bakeMinutes }
}
