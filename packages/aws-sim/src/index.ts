export {
  startSimulator,
  type Scenario,
  type ScenarioWorld,
  type Simulator,
  type SimulatorOptions,
} from './simulator.ts'
