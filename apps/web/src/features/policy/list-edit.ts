type Keyed = { readonly key: string }

export const replaced = <Item extends Keyed>(
  items: readonly Item[],
  key: string,
  part: Partial<Item>,
): readonly Item[] => items.map((item) => (item.key === key ? { ...item, ...part } : item))

export const without = <Item extends Keyed>(items: readonly Item[], key: string): readonly Item[] =>
  items.filter((item) => item.key !== key)

/** The item at another place; the others keep their order. */
export const moved = <Item extends Keyed>(
  items: readonly Item[],
  key: string,
  to: number,
): readonly Item[] => {
  const item = items.find((one) => one.key === key)
  return item === undefined ? items : without(items, key).toSpliced(to, 0, item)
}
