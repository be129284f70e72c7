import type { ContainerBehaviour } from '../world.ts'

/** What a change of behaviour is meant for; a member left out matches all. */
export type BehaviourMatch = {
  /** `sha256:…` of the image that runs. */
  readonly digest?: string
  /** Name of the service, or `cluster/service`. */
  readonly service?: string
  /** A variant of the app by its name, such as the data path that a flag turns on. */
  readonly path?: string
}

type Changeable = 'errorRate' | 'latencyMilliseconds' | 'connectionErrorRate' | 'brokenAnswerRate'

export type BehaviourChange = Partial<Pick<ContainerBehaviour, Changeable>> & {
  readonly health?: 'pass' | 'fail'
}

export type BehaviourRule = {
  readonly id: string
  readonly match: BehaviourMatch
  readonly change: BehaviourChange
}

/** Something that runs, as rules see it. */
export type BehaviourSubject = {
  readonly digest?: string | undefined
  readonly service?: string | undefined
  readonly cluster?: string | undefined
  readonly path?: string | undefined
}

/** Changes of how versions behave while they run: a version goes bad, and well again, without a deployment. */
export type Behaviours = {
  add(match: BehaviourMatch, change: BehaviourChange): BehaviourRule
  /** False when there is no such rule. */
  remove(id: string): boolean
  clear(): void
  list(): readonly BehaviourRule[]
  /** The behaviour that the image decides, as all rules that match change it; of two, the later one wins. */
  apply<Own extends ContainerBehaviour>(subject: BehaviourSubject, own: Own): Own
}

export function createBehaviours(): Behaviours {
  let rules: readonly BehaviourRule[] = []
  let serial = 0
  return {
    add(match, change) {
      const rule = { id: `behaviour-${++serial}`, match, change }
      rules = [...rules, rule]
      return rule
    },
    remove(id) {
      const before = rules.length
      rules = rules.filter((rule) => rule.id !== id)
      return rules.length < before
    },
    clear() {
      rules = []
    },
    list: () => rules,
    apply: (subject, own) =>
      rules.reduce(
        (current, { match, change }) => (isMeant(match, subject) ? { ...current, ...change } : current),
        own,
      ),
  }
}

function isMeant(match: BehaviourMatch, { digest, service, cluster, path }: BehaviourSubject): boolean {
  const names = [service, `${cluster}/${service}`]
  return (
    (match.digest === undefined || match.digest === digest) &&
    (match.service === undefined || names.includes(match.service)) &&
    (match.path === undefined || match.path === path)
  )
}
