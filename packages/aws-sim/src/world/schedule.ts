import type { Cancel } from './clock.ts'

type Entry = { readonly dueAt: number; readonly order: number; readonly act: () => void; cancelled: boolean }

/** What is to happen when: a binary heap by moment, then by order of arrival. */
export type Schedule = {
  add(dueAt: number, act: () => void): Cancel
  /** Removes and gives the earliest entry that is due at or before `moment`. */
  takeDue(moment: number): Entry | null
  nextDueAt(): number | null
  clear(): void
}

export function createSchedule(): Schedule {
  let heap: Entry[] = []
  let order = 0

  const isBefore = (left: Entry, right: Entry): boolean =>
    left.dueAt < right.dueAt || (left.dueAt === right.dueAt && left.order < right.order)
  const swap = (left: number, right: number): void => {
    const [first, second] = [heap[left], heap[right]]
    if (first && second) [heap[left], heap[right]] = [second, first]
  }
  const precedes = (left: number, right: number): boolean => {
    const [first, second] = [heap[left], heap[right]]
    return first !== undefined && second !== undefined && isBefore(first, second)
  }
  const rise = (start: number): void => {
    for (let index = start; index > 0;) {
      const parent = (index - 1) >> 1
      if (!precedes(index, parent)) return
      swap(index, parent)
      index = parent
    }
  }
  const sink = (): void => {
    for (let index = 0; ;) {
      const left = 2 * index + 1
      const smaller = precedes(left + 1, left) ? left + 1 : left
      if (!precedes(smaller, index)) return
      swap(index, smaller)
      index = smaller
    }
  }
  const removeFirst = (): void => {
    const last = heap.pop()
    if (!last || heap.length === 0) return
    heap[0] = last
    sink()
  }
  const first = (): Entry | null => {
    while (heap[0]?.cancelled) removeFirst()
    return heap[0] ?? null
  }
  return {
    add(dueAt, act) {
      const entry: Entry = { dueAt, order: order++, act, cancelled: false }
      heap.push(entry)
      rise(heap.length - 1)
      return () => {
        entry.cancelled = true
      }
    },
    takeDue(moment) {
      const entry = first()
      if (!entry || entry.dueAt > moment) return null
      removeFirst()
      return entry
    },
    nextDueAt: () => first()?.dueAt ?? null,
    clear() {
      heap = []
    },
  }
}
