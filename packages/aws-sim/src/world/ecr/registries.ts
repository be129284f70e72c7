import { createRegistry, type Ecr, type Registries } from '../ecr.ts'
import { perPlace, type Place } from '../place.ts'
import type { WorldContext } from '../world.ts'
import { createDownloads } from './downloads.ts'

const elsewhere = /^(\d{12})\.([a-z0-9-]+)\/(.+)$/

/** The registries of all accounts and regions; an image reference names the one that it is in. */
export function createRegistries(context: WorldContext): Registries {
  const home: Place = { accountId: context.accountId, region: context.region }
  const at: (place: Place) => Ecr = perPlace((place) => createRegistry(context, place, registries))
  const downloads = createDownloads(context, (path) => {
    const [, accountId = home.accountId, region = home.region, inside = path] = elsewhere.exec(path) ?? []
    const slash = inside.lastIndexOf('/')
    const repository = at({ accountId, region }).repositories.get(inside.slice(0, slash))
    return repository?.blobs.get(inside.slice(slash + 1))
  })
  const registries: Registries = { at, downloads, home }
  return registries
}

/** The registry of the world's own account and region, with all others behind it. */
export const createEcr = (context: WorldContext): Ecr => {
  const registries = createRegistries(context)
  return registries.at(registries.home)
}
