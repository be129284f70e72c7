import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNone, nameOf, told, untold } from './testing/expect-told.ts'
import { startFaultRig, type FaultRig } from './testing/fault-rig.ts'
import { dealOut, operationsOfDeploy, runTable, type CellResult } from './testing/fault-table.ts'
import { isLong } from './testing/long.ts'

/** Whatever passes by itself; what takes longest first. */
const kinds = [
  'timeout',
  'lostAnswer',
  'throttle',
  'serverError',
  'reset',
  'truncate',
  'slow',
  'garbage',
  'stale',
] as const

/** Operations that fail in the same deploy. With 1 each has a deploy of its own: several minutes. */
const operationsAtOnce = Number(process.env['FAULTS_AT_ONCE'] ?? 4)

let rig: FaultRig
beforeAll(async () => {
  rig = await startFaultRig({ stepTimeoutSeconds: 60 })
})
afterAll(() => rig.close())

/** What is wrong with how it ended: everything but a success with the site whole. */
const wrongWith = (one: CellResult): readonly string[] => [
  ...untold(one),
  ...(one.release.status === 'succeeded' ? [] : [told(one)]),
]

test(
  'a deploy gets over faults of every AWS operation that pass by themselves',
  { timeout: 900_000 },
  async () => {
    const operations = await operationsOfDeploy(rig)
    const hands = dealOut(operations, operationsAtOnce)
    const cells = kinds.flatMap((kind, row) =>
      hands
        .filter((_hand, column) => isLong || (row + column) % 3 === 0)
        // Once more than the SDK tries: the step itself must try again.
        .map((hand) => ({ operations: hand, kind, times: kind === 'lostAnswer' ? 1 : 2 })),
    )
    const results = await runTable(rig, cells)
    // Each alone tells which one it is.
    const suspects = results.filter((one) => wrongWith(one).length > 0)
    const alone = await runTable(
      rig,
      suspects.flatMap(({ cell }) =>
        cell.operations.map((operation) => ({ ...cell, operations: [operation] })),
      ),
    )
    expectNone(
      [...suspects, ...alone]
        .map((one) => [nameOf(one), wrongWith(one)] as const)
        .filter(([, wrong]) => wrong.length > 0),
    )

    const struck = results.flatMap(({ cell, hits }) =>
      cell.operations.filter((_name, place) => (hits[place] ?? 0) > 0).map((name) => `${name} ${cell.kind}`),
    )
    expect(struck.toSorted()).toEqual(
      cells.flatMap(({ operations, kind }) => operations.map((name) => `${name} ${kind}`)).toSorted(),
    )
  },
)
