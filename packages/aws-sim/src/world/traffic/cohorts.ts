/** What the edge hands out now: of which rollout, and to which share of page loads, 0 to 1. */
export type CohortOffer = { readonly rollout: string; readonly share: number }

/** Who is on the site in a tick: the share of requests that come from candidates' pages, and their cookies. */
export type CohortMix = { readonly share: number; readonly candidate: string; readonly baseline: string }

/** Visitors change their cohort with the next page that they load, so their requests follow what the edge hands out by and by. */
export function createCohortMix(
  offer: () => CohortOffer | null,
  staySeconds: number,
): (seconds: number) => CohortMix | null {
  let rollout: string | null = null
  let share = 0
  return (seconds) => {
    const now = offer()
    if (now !== null && now.rollout !== rollout) {
      rollout = now.rollout
      share = 0
    }
    const wanted = now?.share ?? 0
    share += (wanted - share) * (1 - Math.exp(-seconds / staySeconds))
    if (now === null && share < 0.0005) rollout = null
    if (rollout === null) return null
    const cookie = (cohort: string): string => `lockstep-cohort=${rollout}-${cohort}.0`
    return { share, candidate: cookie('candidate'), baseline: cookie('baseline') }
  }
}
