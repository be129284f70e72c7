import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNone, nameOf, told, untold } from './testing/expect-told.ts'
import { startFaultRig, type FaultRig } from './testing/fault-rig.ts'
import { operationsOfDeploy, runTable } from './testing/fault-table.ts'

/** Whatever passes by itself. */
const kinds = [
  'throttle',
  'serverError',
  'timeout',
  'reset',
  'truncate',
  'slow',
  'garbage',
  'stale',
  'lostAnswer',
] as const

let rig: FaultRig
beforeAll(async () => {
  rig = await startFaultRig({ stepTimeoutSeconds: 30 })
})
afterAll(() => rig.close())

test(
  'a deploy gets over every fault of every AWS operation that passes by itself',
  { timeout: 900_000 },
  async () => {
    const operations = await operationsOfDeploy(rig)
    // Once more than the SDK tries: the step itself must try again.
    const cells = operations.flatMap((operation) =>
      kinds.map((kind) => ({ operation, kind, times: kind === 'lostAnswer' ? 1 : 2 })),
    )
    const results = await runTable(rig, cells)
    expect(results).toHaveLength(operations.length * kinds.length)
    expectNone(
      results.map((one) => [nameOf(one), untold(one)] as const).filter(([, wrong]) => wrong.length > 0),
    )
    expectNone(
      results
        .filter(({ release }) => release.status !== 'succeeded')
        .map((one) => [nameOf(one), told(one)] as const),
    )
  },
)
