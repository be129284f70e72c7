import type { ApplyWanted, FindTrafficDriver } from './ports.ts'

export type Writes = { readonly applyWanted: ApplyWanted; readonly driverFor: FindTrafficDriver }

/**
 * A write that AWS holds back may take effect long after traffic went to zero, and is then written over. That must not
 * come when the rollout has ended and nobody looks any more: `finish` waits for every write of its release on the way.
 */
export function followWrites({ applyWanted, driverFor }: Writes): Writes {
  const underWay = new Map<string, Set<Promise<void>>>()

  const follow: ApplyWanted = async (releaseId, options) => {
    const writes = underWay.get(releaseId) ?? new Set()
    underWay.set(releaseId, writes)
    const write = applyWanted(releaseId, options)
    writes.add(write)
    try {
      await write
    } finally {
      writes.delete(write)
      if (writes.size === 0) underWay.delete(releaseId)
    }
  }
  return {
    applyWanted: follow,
    driverFor: (environment) => {
      const driver = driverFor(environment)
      if (driver === null) return null
      return {
        ...driver,
        finish: async (target) => {
          const writes = underWay.get(target.releaseId)
          if (writes !== undefined) await Promise.allSettled(writes)
          return await driver.finish(target)
        },
      }
    },
  }
}
