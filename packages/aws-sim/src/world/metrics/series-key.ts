export type Dimensions = Readonly<Record<string, string>>

/** One string for a metric, whatever the order of its dimensions. */
export const seriesKey = (id: {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Dimensions
}): string => {
  const names = Object.keys(id.dimensions)
  if (names.length > 1) names.sort()
  // Neither names nor values may hold control characters, so the parts cannot run into each other.
  return names.reduce(
    (key, name) => `${key}\n${name}\t${id.dimensions[name] ?? ''}`,
    `${id.namespace}\n${id.name}`,
  )
}
