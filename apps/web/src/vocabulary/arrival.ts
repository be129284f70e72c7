/** Handed on with a navigation: the page opens because this release was there before the pressed button. */
export const foundActive = { arrival: 'found-active' } as const

export const isFoundActive = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'arrival' in state && state.arrival === foundActive.arrival
