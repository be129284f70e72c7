export { startSimulator, type Simulator, type SimulatorOptions } from './simulator.ts'
export type { Scenario, ScenarioWorld } from './life.ts'
