/** Where something is kept: most services by account and region. */
export type Place = { readonly accountId: string; readonly region: string }

export const placeKey = ({ accountId, region }: Place): string => `${accountId}.${region}`

/** Makes what is asked for once for each place, and keeps it. */
export function perPlace<Kept>(make: (place: Place) => Kept): (place: Place) => Kept {
  const kept = new Map<string, Kept>()
  return (place) => {
    const key = placeKey(place)
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = make(place)
    kept.set(key, made)
    return made
  }
}

/** A seed of the place's own, so that what happens elsewhere does not change the ids at home. */
export const placeSeed = (place: Place): number =>
  [...placeKey(place)].reduce((seed, letter) => Math.imul(seed, 31) + letter.charCodeAt(0), 7) >>> 0
