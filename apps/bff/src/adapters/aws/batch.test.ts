import { expect, it } from 'vitest'
import { createBatcher } from './batch.ts'

const setUp = (size: number) => {
  const batches: string[][] = []
  const read = createBatcher<string, string>({
    size,
    group: (key) => key.slice(0, 1),
    read: async (keys) => {
      batches.push([...keys])
      if (keys.includes('a-bad')) throw new Error('refused')
      return keys.map((key) => key.toUpperCase())
    },
  })
  return { read, batches }
}

it('joins what is asked for together, up to its size, one group at a time', async () => {
  const { read, batches } = setUp(2)
  expect(await Promise.all(['a1', 'b1', 'a2', 'a3'].map(read))).toEqual(['A1', 'B1', 'A2', 'A3'])
  expect(batches.toSorted()).toEqual([['a1', 'a2'], ['a3'], ['b1']])
})

it('fails each read of a batch that failed, and no other', async () => {
  const { read } = setUp(10)
  const results = await Promise.allSettled(['a1', 'a-bad', 'b1'].map(read))
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
})
