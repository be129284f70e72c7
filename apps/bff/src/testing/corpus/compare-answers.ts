import type { Answers, CorpusCase, Right } from './corpus-case.ts'

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T]

/** What one ring got wrong, in words; empty when it is right. A ring that answers none of the case's subjects is wrong too. */
export function wrongAnswers({ id, right }: Pick<CorpusCase, 'id' | 'right'>, answers: Answers): string[] {
  const asked = Object.entries(right).filter(([subject]) => answers[subject] !== undefined)
  if (asked.length === 0) {
    return [
      `${id}: none of ${Object.keys(right).join(', ')} was answered, only ${Object.keys(answers).join(', ')}`,
    ]
  }
  return asked.flatMap(([subject, wanted]) => wrong(`${id} ${subject}`, wanted, answers[subject]))
}

function wrong(name: string, right: Right, answer: Answers[string] | undefined): string[] {
  const { status = '', sentence = '' } = answer ?? {}
  const statuses = listOf(right.status)
  return [
    ...(statuses.length === 0 || statuses.includes(status)
      ? []
      : [`${name} is ${status}, not ${statuses.join(' or ')}: ${sentence}`]),
    ...listOf(right.says).flatMap((text) =>
      text.test(sentence) ? [] : [`${name} does not say ${text}: ${sentence}`],
    ),
    ...listOf(right.never).flatMap((text) =>
      text.test(sentence) ? [`${name} says ${text}: ${sentence}`] : [],
    ),
  ]
}
