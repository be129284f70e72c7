/** Something that can change: what it is called, and its value in words. */
export type Entry = { readonly label: string; readonly value: string }

/** What differs: null before for something new, null after for something gone. */
export type Change = {
  readonly label: string
  readonly before: string | null
  readonly after: string | null
}

/** What differs between two lists of entries, in the order of the new one, what is gone last. */
export const changesBetween = (before: readonly Entry[], after: readonly Entry[]): readonly Change[] => {
  const was = new Map(before.map(({ label, value }) => [label, value]))
  const is = new Map(after.map(({ label, value }) => [label, value]))
  return [
    ...[...is].flatMap(([label, value]) => {
      const old = was.get(label) ?? null
      return old === value ? [] : [{ label, before: old, after: value }]
    }),
    ...[...was].flatMap(([label, value]) => (is.has(label) ? [] : [{ label, before: value, after: null }])),
  ]
}

export const changeText = ({ label, before, after }: Change): string => {
  if (before === null) return `${label}: ${after}, new`
  if (after === null) return `${label}: removed, was ${before}`
  return `${label}: ${before} → ${after}`
}
