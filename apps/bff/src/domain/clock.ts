/** The time, given from outside so that a test can choose it. */
export type Clock = { readonly now: () => Date }

export const systemClock: Clock = { now: () => new Date() }
