/**
 * Joins single reads that are asked for in the same turn of the event loop into batches of at most `size`.
 * Reads with different group keys never share a batch. A failed batch fails each of its reads.
 */
export function createBatcher<Key, Value>(options: {
  readonly size: number
  readonly group: (key: Key) => string
  /** Answers in the order of the keys. */
  readonly read: (keys: readonly Key[]) => Promise<readonly Value[]>
}): (key: Key) => Promise<Value> {
  type Waiting = { key: Key; resolve: (value: Value) => void; reject: (error: unknown) => void }
  const groups = new Map<string, Waiting[]>()

  const flush = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const values = await options.read(batch.map((waiting) => waiting.key))
      for (const [index, waiting] of batch.entries()) {
        const value = values[index]
        if (value === undefined) waiting.reject(new Error('a batch answered fewer values than keys'))
        else waiting.resolve(value)
      }
    } catch (error) {
      for (const waiting of batch) waiting.reject(error)
    }
  }

  return (key) =>
    new Promise<Value>((resolve, reject) => {
      const group = options.group(key)
      const waiting = groups.get(group) ?? []
      waiting.push({ key, resolve, reject })
      if (waiting.length === options.size) {
        groups.delete(group)
        void flush(waiting)
      } else if (waiting.length === 1) {
        groups.set(group, waiting)
        setImmediate(() => {
          if (groups.get(group) !== waiting) return
          groups.delete(group)
          void flush(waiting)
        })
      }
    })
}
