import type { CallContext } from '../wire/handlers.ts'
import type { World } from '../world/create-world.ts'
import { perPlace } from '../world/place.ts'
import type { HandlersById } from './catalogue.ts'
import { worldHandlers } from './world-handlers.ts'

/** `apart`: by account and region, as in AWS. `alike`: whoever calls from wherever sees the one world. */
export type Places = 'apart' | 'alike'

/** Finds the state that a call means: the account by its key, the region by what it was signed for. */
export function handlersByCall(home: World, places: Places): (call: CallContext) => HandlersById {
  const handlersAt = perPlace((place) => worldHandlers(home.at(place)))
  const { accountId, region } = home.context
  if (places === 'alike') return () => handlersAt({ accountId, region })
  return (call) =>
    handlersAt({ accountId: home.sts.accountOf(call.accessKeyId ?? ''), region: call.region ?? region })
}
