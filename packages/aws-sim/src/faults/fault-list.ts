import type { Random } from '../world/random.ts'
import { ruleMatches, type FaultRule } from './fault-rule.ts'

/** A rule in force. Calling it removes the rule and lets go of what it holds. */
export type AddedFault = (() => void) & {
  readonly id: string
  readonly rule: FaultRule
  /** How many calls it has struck. */
  readonly hits: () => number
  /** How many calls it holds now. */
  readonly held: () => number
  /** Lets the held calls go on; the rule stays. */
  readonly release: () => void
  /** Forgets the held calls: those before their effect never have it, and none is answered. */
  readonly drop: () => void
  /** Resolves when it strikes the next time. */
  readonly nextHit: () => Promise<void>
}

/** The faults in force, asked for each call. */
export interface Faults {
  add(rule: FaultRule): AddedFault
  list(): AddedFault[]
  find(id: string): AddedFault | null
  clear(): void
  /** The first rule that strikes this call, counted. */
  strike(call: {
    service: string
    operation: string
    region: string | null
    input: Readonly<Record<string, unknown>>
  }): Strike | null
}

/** What becomes of a held call. */
export type Fate = 'go on' | 'drop'

export type Strike = { readonly rule: FaultRule; readonly released: () => Promise<Fate> }

type State = {
  hits: number
  seen: number
  waiters: ((fate: Fate) => void)[]
  onHit: (() => void)[]
  added: AddedFault
}

export function createFaults(random: Random): Faults {
  const states = new Map<string, State>()
  let serial = 0

  const add = (rule: FaultRule): AddedFault => {
    const id = `fault-${++serial}`
    const settle = (fate: Fate): void => {
      for (const resolve of state.waiters.splice(0)) resolve(fate)
    }
    const release = (): void => settle('go on')
    const remove = (): void => {
      states.delete(id)
      release()
    }
    const added: AddedFault = Object.assign(remove, {
      id,
      rule,
      hits: () => state.hits,
      held: () => state.waiters.length,
      release,
      drop: () => settle('drop'),
      nextHit: () => new Promise<void>((resolve) => state.onHit.push(resolve)),
    })
    const state: State = { hits: 0, seen: 0, waiters: [], onHit: [], added }
    states.set(id, state)
    return added
  }
  const strikes = (state: State): boolean => {
    const { skip = 0, times = Infinity, probability = 1 } = state.added.rule
    state.seen++
    return state.seen > skip && state.hits < times && (probability >= 1 || random.next() < probability)
  }
  return {
    add,
    list: () => [...states.values()].map(({ added }) => added),
    find: (id) => states.get(id)?.added ?? null,
    clear() {
      for (const { added } of states.values()) added()
    },
    strike(call) {
      for (const state of states.values()) {
        if (!ruleMatches(state.added.rule, call) || !strikes(state)) continue
        state.hits++
        for (const resolve of state.onHit.splice(0)) resolve()
        const released = (): Promise<Fate> => new Promise((resolve) => state.waiters.push(resolve))
        return { rule: state.added.rule, released }
      }
      return null
    },
  }
}
