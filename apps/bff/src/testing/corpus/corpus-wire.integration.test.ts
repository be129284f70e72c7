import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestObserver, useSimulator } from '../../adapters/aws/testing/paired-environment.ts'
import { createDriftReport } from '../../domain/drift/drift-report.ts'
import { wrongAnswers } from './compare-answers.ts'
import type { Answers, CorpusCase } from './corpus-case.ts'
import { startCorpusWorld, type CaseWorld, type CorpusWorld } from './corpus-world.ts'
import { reportAnswers } from './drift-answers.ts'
import { loadCases } from './load-cases.ts'

const cases = (await loadCases()).filter(({ wire }) => wire)
const together = cases.filter(({ alone }) => !alone)
let shared: CorpusWorld
beforeAll(async () => {
  shared = await startCorpusWorld(together)
})
afterAll(() => shared.close())

async function answersOf(
  { simulator }: CorpusWorld,
  { one, environment, ...built }: CaseWorld,
): Promise<Answers> {
  // A case that stood alone has led the SDK to a simulator of its own.
  useSimulator(simulator)
  const { observe, factory } = createTestObserver(environment)
  try {
    if (one.wire?.answers) return await one.wire.answers({ ...built, simulator, environment, aws: factory })
    const observation = await observe(environment)
    const basics = { environment, observation, previous: null, durationMilliseconds: 0, awsCalls: 0 }
    return reportAnswers(createDriftReport(basics))
  } finally {
    factory.close()
  }
}

async function expectRight(corpus: CorpusWorld, one: CorpusCase): Promise<void> {
  const world = corpus.cases.find((candidate) => candidate.one === one)
  if (world === undefined) throw new Error(`${one.id} has no world`)
  expect(wrongAnswers(one, await answersOf(corpus, world))).toEqual([])
}

it.each(cases.map((one) => [one.id, one.title, one] as const))('wire: %s %s', async (_id, _title, one) => {
  if (!one.alone) {
    // A case that stood alone has led the clients to its own simulator.
    useSimulator(shared.simulator)
    return expectRight(shared, one)
  }
  const own = await startCorpusWorld([one])
  try {
    await expectRight(own, one)
  } finally {
    await own.close()
  }
})
