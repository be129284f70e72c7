type CursorState = {
  /** Milliseconds since 1970; null when nothing is looked at. */
  readonly at: number | null
  /** What a screen reader says; empty while a pointer moves, which would be chatter. */
  readonly spoken: string
}

const nothing: CursorState = { at: null, spoken: '' }

/** The shared cursor of several charts, outside of React's state: a moving pointer draws only the cursors anew. */
export const createCursor = () => {
  const listeners = new Set<() => void>()
  let state = nothing
  const set = (next: CursorState) => {
    if (next.at === state.at && next.spoken === state.spoken) return
    state = next
    for (const listener of listeners) listener()
  }
  return {
    now: (): CursorState => state,
    point: (at: number | null) => set({ at, spoken: '' }),
    speak: (at: number, spoken: string) => set({ at, spoken }),
    clear: () => set(nothing),
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export type Cursor = ReturnType<typeof createCursor>
