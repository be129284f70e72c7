/** Where the plot lies within its box, in pixels: what is laid over it must meet the lines. */
export const plotBox = { top: 14, right: 6, bottom: 20, left: 54 } as const

/** Where a moment lies in the view, in percent of the plot's width. */
export const leftOf = (at: number, { from, to }: { from: number; to: number }): number =>
  ((at - from) / (to - from)) * 100
