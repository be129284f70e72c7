import type { AddedFault } from '@lockstep/aws-sim/faults/fault-list'
import type { FaultKind, FaultRule } from '@lockstep/aws-sim/faults/fault-rule'
import type { Release } from '@lockstep/shared-types/release'
import type { FaultRig, FaultWorld } from './fault-rig.ts'
import { brokenParts } from './site-whole.ts'

/** `ecs.UpdateService`, or a front door: `door.api`, `door.site`. */
export type Operation = string

/** One release with one thing that goes wrong. */
export type Cell = {
  readonly operation: Operation
  readonly kind: FaultKind
  /** How many calls it strikes; without it, all. */
  readonly times?: number
}

export type CellResult = {
  readonly cell: Cell
  readonly release: Release
  readonly hits: number
  readonly broken: readonly string[]
}

/** What a deploy asks of AWS, as AWS saw it, and the two front doors at which it verifies. */
export async function operationsOfDeploy(rig: FaultRig): Promise<readonly Operation[]> {
  const world = await rig.build('eu-clean-1')
  const { id } = await rig.deploy(world)
  const since = rig.simulator.requests.list().at(-1)?.seq ?? 0
  const { status } = await rig.untilEnded(id)
  if (status !== 'succeeded') throw new Error(`the clean deploy has ${status}`)
  const seen = rig.simulator.requests
    .list({ since })
    .map(({ service, operation }) => `${service}.${operation}`)
  return [...new Set(seen), 'door.api', 'door.site'].toSorted()
}

const lanes = 5

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
  const faults = rulesFor(rig, world, region, cell).map((rule) => rig.simulator.faults.add(rule))
  const release = await rig.untilEnded(id)
  const hits = faults.reduce((sum, fault: AddedFault) => sum + fault.hits(), 0)
  for (const remove of faults) remove()
  return { cell, release, hits, broken: await brokenParts(rig.simulator, world) }
}

/** Strikes this environment only: by region, or where a call carries none, by what is its own. */
function rulesFor(
  { simulator }: FaultRig,
  { built, environment }: FaultWorld,
  region: string,
  { operation, kind, times }: Cell,
): readonly FaultRule[] {
  const [service = '', name = ''] = operation.split('.')
  const what = { service, kind, delayMilliseconds: 300, ...(times === undefined ? {} : { times }) }
  if (service === 'door')
    return [{ ...what, operation: `${environment.applicationId}-${environment.environmentId}-${name}` }]
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
