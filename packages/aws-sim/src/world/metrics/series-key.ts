export type Dimensions = Readonly<Record<string, string>>

/** One string for a metric, whatever the order of its dimensions. */
export const seriesKey = (id: {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Dimensions
}): string =>
  JSON.stringify([
    id.namespace,
    id.name,
    ...Object.entries(id.dimensions).sort(([a], [b]) => (a < b ? -1 : 1)),
  ])
