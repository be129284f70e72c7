import { Fleet } from '@lockstep/shared-types/environment'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createLockstepApi } from '../lockstep-api.ts'
import { createLockstepProcess, type LockstepProcess } from '../lockstep-process.ts'
import { createCommandLine } from './command-line.ts'
import { wrongAnswers } from './compare-answers.ts'
import type { Answers, CorpusCase } from './corpus-case.ts'
import { startCorpusWorld, type CorpusWorld } from './corpus-world.ts'
import { reportAnswers } from './drift-answers.ts'
import { loadCases } from './load-cases.ts'

type Running = { readonly corpus: CorpusWorld; readonly lockstep: LockstepProcess }

async function start(cases: readonly CorpusCase[]): Promise<Running> {
  const corpus = await startCorpusWorld(cases)
  const { configuration, simulator } = corpus
  const lockstep = await createLockstepProcess({ configuration, awsUrl: simulator.url })
  await lockstep.start()
  await everythingObserved(lockstep)
  return { corpus, lockstep }
}

/** While a process that has just begun looks at dozens of environments at once, AWS makes some of its reads wait too long. */
const everythingObserved = (lockstep: LockstepProcess): Promise<void> =>
  vi.waitFor(
    async () => {
      const fleet = Fleet.parse(await (await fetch(`${lockstep.url()}/api/v1/fleet`)).json())
      expect(fleet.environments.filter(({ observedAt }) => observedAt === null)).toEqual([])
    },
    { timeout: 120_000, interval: 200 },
  )

async function stop({ corpus, lockstep }: Running): Promise<void> {
  await lockstep.remove()
  await corpus.close()
}

const cases = (await loadCases()).filter(({ server }) => server)
let shared: Running
beforeAll(async () => {
  shared = await start(cases.filter(({ alone }) => !alone))
}, 180_000)
afterAll(() => stop(shared))

async function answersOf({ corpus, lockstep }: Running, one: CorpusCase): Promise<Answers> {
  const found = corpus.cases.find((candidate) => candidate.one === one)
  if (found === undefined) throw new Error(`${one.id} has no world`)
  const { environment, world, built, clock } = found
  const { simulator } = corpus
  const api = createLockstepApi(lockstep.url, environment.environmentId)
  const { dataFolder, configurationPath } = lockstep
  const commandLine = createCommandLine(configurationPath, environment, simulator.url)
  if (typeof one.server === 'function')
    return one.server(api, { simulator, environment, world, built, clock, commandLine, dataFolder })
  const answers = reportAnswers(await api.checkDrift())
  return one.right['exit'] === undefined ? answers : { ...answers, exit: await commandLine() }
}

async function wrongIn(one: CorpusCase): Promise<string[]> {
  if (!one.alone) return wrongAnswers(one, await answersOf(shared, one))
  const own = await start([one])
  try {
    return wrongAnswers(one, await answersOf(own, one))
  } finally {
    await stop(own)
  }
}

it.each(cases.map((one) => [one.id, one.title, one] as const))('server: %s %s', async (_id, _title, one) => {
  expect(await wrongIn(one)).toEqual([])
})
