import type { AddedFault } from '@lockstep/aws-sim/faults/fault-list'
import type { FaultKind, FaultRule } from '@lockstep/aws-sim/faults/fault-rule'
import type { Release } from '@lockstep/shared-types/release'
import type { FaultRig, FaultWorld } from './fault-rig.ts'
import { brokenParts } from './site-whole.ts'

/** `ecs.UpdateService`, or a front door: `door.api`, `door.site`. */
export type Operation = string

/** One release in which something goes wrong: the same thing with each of these operations. */
export type Cell = {
  readonly operations: readonly Operation[]
  readonly kind: FaultKind
  /** How many calls it strikes; without it, all. */
  readonly times?: number
}

export type CellResult = {
  readonly cell: Cell
  readonly release: Release
  /** How many calls were struck, of each operation of the cell. */
  readonly hits: readonly number[]
  readonly broken: readonly string[]
}

/** What a deploy asks of AWS, in the order in which AWS saw it first, and the two front doors at which it verifies. */
export async function operationsOfDeploy(rig: FaultRig): Promise<readonly Operation[]> {
  const world = await rig.build('eu-clean-1')
  const { id } = await rig.deploy(world)
  const since = rig.simulator.requests.list().at(-1)?.seq ?? 0
  const { status } = await rig.untilEnded(id)
  if (status !== 'succeeded') throw new Error(`the clean deploy has ${status}`)
  const seen = rig.simulator.requests
    .list({ since })
    .map(({ service, operation }) => `${service}.${operation}`)
  return [...new Set(seen), 'door.api', 'door.site']
}

/**
 * Deals the operations out to hands of at most `size`. What a deploy calls one after the other comes into different
 * hands, so that a fault of one operation hides no other's.
 */
export function dealOut(operations: readonly Operation[], size: number): readonly (readonly Operation[])[] {
  const hands = Math.ceil(operations.length / size)
  return Array.from({ length: hands }, (_, hand) =>
    operations.filter((_name, place) => place % hands === hand),
  )
}

/** Nearly all that a cell does is wait for time-outs and for its next try. */
const lanes = 12

/**
 * Runs one deploy per cell, several at the same time, each in an environment and a region of its own: clients that were
 * throttled stay slow for a while, and must not be the next cell's.
 */
export async function runTable(rig: FaultRig, cells: readonly Cell[]): Promise<readonly CellResult[]> {
  const waiting = [...cells]
  const results: CellResult[] = []
  let serial = 0
  const runLane = async (): Promise<void> => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift())
      results.push(await runCell(rig, `eu-cell-${++serial}`, cell))
  }
  await Promise.all(Array.from({ length: lanes }, runLane))
  return results
}

async function runCell(rig: FaultRig, region: string, cell: Cell): Promise<CellResult> {
  const world = await rig.build(region)
  const { id } = await rig.deploy(world)
  // Only now: what a plan makes of faults is another test's subject.
  const faults = cell.operations.map((operation) =>
    rulesFor(rig, world, region, { ...cell, operation }).map((rule) => rig.simulator.faults.add(rule)),
  )
  const release = await rig.untilEnded(id)
  const hits = faults.map((added) => added.reduce((sum, fault: AddedFault) => sum + fault.hits(), 0))
  for (const remove of faults.flat()) remove()
  return { cell, release, hits, broken: await brokenParts(rig.simulator, world) }
}

/** Strikes this environment only: by region, or where a call carries none, by what is its own. */
function rulesFor(
  { simulator }: FaultRig,
  { built, environment }: FaultWorld,
  region: string,
  { operation, kind, times }: Omit<Cell, 'operations'> & { readonly operation: Operation },
): readonly FaultRule[] {
  const [service = '', name = ''] = operation.split('.')
  const what = { service, kind, delayMilliseconds: 300, ...(times === undefined ? {} : { times }) }
  if (service === 'door')
    return [{ ...what, operation: `${environment.applicationId}-${environment.environmentId}-${name}` }]
  // Signed for the region that the task definition names.
  if (service === 'logs')
    return [
      {
        ...what,
        operation: name,
        where: { logGroupName: `/ecs/${environment.applicationId}-${environment.environmentId}` },
      },
    ]
  // Asked in the region that the image's reference names, which is that of all.
  if (service === 'ecr' && name !== 'DownloadLayer')
    return [{ ...what, operation: name, where: { repositoryName: built.repository } }]
  if (name !== 'DownloadLayer') return [{ ...what, operation: name, region }]
  const { manifest = '{}' } =
    simulator.world.ecr.repository(built.repository).images.get(built.version('next').digest) ?? {}
  const { layers } = JSON.parse(manifest) as { layers: readonly { digest: string }[] }
  return layers.map(({ digest }) => ({
    ...what,
    operation: name,
    where: { path: `/_ecr/${built.repository}/${digest}` },
  }))
}
