import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import { buildPairedApp } from '@lockstep/aws-sim/scenarios/build-paired-app'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { paces } from '@lockstep/aws-sim/world/pace'
import { useSimulator } from '../../adapters/aws/testing/paired-environment.ts'
import { formatConfigurationError } from '../../config/configuration.ts'
import { parseConfiguration } from '../../config/parse-configuration.ts'
import type { Environment } from '../../domain/environment.ts'
import { applicationId, fileEnvironment } from '../configuration-file.ts'
import type { BuiltWorld, CorpusCase, FileEnvironment, WireRing } from './corpus-case.ts'

/** A case's world, built, changed and configured. */
export type CaseWorld = BuiltWorld & {
  readonly one: CorpusCase
  readonly environment: Environment
}

export type CorpusWorld = {
  readonly simulator: Simulator<unknown>
  readonly cases: readonly CaseWorld[]
  /** The configuration file of all of them; JSON is YAML. */
  readonly configuration: string
  readonly close: () => Promise<void>
}

/** In one simulator, an environment for each case. */
export async function startCorpusWorld(cases: readonly CorpusCase[]): Promise<CorpusWorld> {
  const pace = cases.length === 1 ? (cases[0]?.wire?.pace ?? 'fast') : 'fast'
  const simulator = await startSimulator({
    seed: 11,
    pace: paces[pace],
    budgets: 'aws',
    scenario: async (world) => {
      const built: PairedEnvironment[] = []
      for (const one of cases) built.push(await buildPairedApp(world, optionsOf(one)))
      return built
    },
  })
  try {
    useSimulator(simulator)
    const worlds = cases.map((one, index) => {
      const built = simulator.scenario?.[index]
      if (built === undefined) throw new Error(`${one.id} was not built`)
      return { one, world: simulator.world, clock: simulator.clock, built }
    })
    for (const { one, ...built } of worlds) await one.wire?.change?.(built)
    const files = worlds.map(({ one, ...built }) => configured(one.wire ?? {}, built))
    const configuration = toConfiguration(files)
    const environments = parse(configuration)
    return {
      simulator,
      configuration,
      cases: worlds.map((world, index) => {
        const environment = environments[index]
        if (environment === undefined) throw new Error(`${world.one.id} is not configured`)
        return { ...world, environment }
      }),
      close: () => simulator.close(),
    }
  } catch (error) {
    await simulator.close()
    throw error
  }
}

const environmentIdOf = ({ id }: CorpusCase): string => id.toLowerCase()

const optionsOf = (one: CorpusCase) => ({
  applicationId,
  environmentId: environmentIdOf(one),
  ...one.wire?.options,
})

const configured = ({ configure }: WireRing, built: BuiltWorld): FileEnvironment => {
  const environment = fileEnvironment(built.built)
  return configure ? configure(environment, built) : environment
}

const toConfiguration = (environments: readonly FileEnvironment[]): string =>
  JSON.stringify({ applications: [{ id: applicationId, environments }] }, null, 2)

function parse(configuration: string): readonly Environment[] {
  const parsed = parseConfiguration('corpus.yaml', configuration, {})
  if (!parsed.ok) throw new Error(parsed.errors.map(formatConfigurationError).join('\n'))
  return parsed.value.environments
}
