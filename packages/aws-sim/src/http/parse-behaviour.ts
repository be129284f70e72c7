import { AwsError } from '../wire/aws-error.ts'
import type { BehaviourChange, BehaviourMatch } from '../world/task-app/behaviours.ts'

/** Reads a change of behaviour from JSON; refuses what it does not know, and what would change nothing. */
export function parseBehaviour(given: Readonly<Record<string, unknown>>): {
  readonly match: BehaviourMatch
  readonly change: BehaviourChange
} {
  const { match = {}, ...change } = given
  if (!isMatch(match)) throw invalid(`match takes ${Object.keys(matchMembers).join(', ')}, each a text`)
  if (!isChange(change))
    throw invalid(
      'it takes errorRate, connectionErrorRate, brokenAnswerRate (0 to 1), latencyMilliseconds (0 or more), health (pass or fail)',
    )
  if (Object.keys(change).length === 0) throw invalid('it would change nothing')
  return { match, change }
}

type Valid = (value: unknown) => boolean
const isText: Valid = (value) => typeof value === 'string'
const matchMembers: Readonly<Record<keyof BehaviourMatch, Valid>> = {
  digest: isText,
  service: isText,
  path: isText,
}
const isShare: Valid = (value) => typeof value === 'number' && value >= 0 && value <= 1
const changeMembers: Readonly<Record<keyof BehaviourChange, Valid>> = {
  errorRate: isShare,
  connectionErrorRate: isShare,
  brokenAnswerRate: isShare,
  latencyMilliseconds: (value) => typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY,
  health: (value) => value === 'pass' || value === 'fail',
}

function hasOnly(value: unknown, members: Readonly<Record<string, Valid>>): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([name, own]) => members[name]?.(own) === true)
  )
}

const isMatch = (value: unknown): value is BehaviourMatch => hasOnly(value, matchMembers)
const isChange = (value: unknown): value is BehaviourChange => hasOnly(value, changeMembers)

function invalid(what: string): AwsError {
  return new AwsError('ValidationError', `Not a change of behaviour: ${what}.`)
}
