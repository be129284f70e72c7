import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import { describe, expect, test } from 'vitest'
import { changesBetween, changeText } from './changes.ts'
import { checkPolicyDraft } from './check-policy-draft.ts'
import { moved } from './list-edit.ts'
import { manualId, redoPolicy, toDraft, toPolicy, type PolicyDraft } from './policy-draft.ts'
import { policyEntries, rowSentence } from './policy-words.ts'

const gate = {
  stableSeconds: 86_400,
  criteria: [{ metric: 'error-rate', must: 'below', limit: 0.1 }],
  comparison: 'not-worse',
  manual: [{ id: 'no-complaint', label: 'No complaint' }],
  promotion: 'automatic',
} as const
const policy: RolloutPolicy = {
  stages: [10, 50, 100].map((percent) => ({
    percent,
    bakeSeconds: 604_800,
    gate: { ...gate, criteria: [...gate.criteria], manual: [...gate.manual] },
  })),
  matrix: standardMatrix.map((row) => ({ ...row, when: [...row.when] })),
  windowSeconds: 300,
  inconclusiveGoesBackAfterSeconds: null,
}

const errorsOf = (part: (draft: PolicyDraft) => Partial<PolicyDraft>) => {
  const draft = toDraft(policy)
  return [...checkPolicyDraft({ ...draft, ...part(draft) }).keys()]
}

test('a policy becomes a draft and the same policy again, without errors', () => {
  expect(toPolicy(toDraft(policy))).toEqual(policy)
  expect(errorsOf(() => ({}))).toEqual([])
})

describe('stages', () => {
  const withPercents = (...percents: string[]) =>
    errorsOf(({ stages }) => ({
      stages: stages.map((stage, index) => ({ ...stage, percent: percents[index] ?? '' })),
    }))

  test('must rise, and end at 100 %', () => {
    expect(withPercents('10', '5', '100')).toEqual(['stages.1.percent'])
    expect(withPercents('10', '50', '90')).toEqual(['stages.2.percent'])
  })

  test('have at most two decimals', () => {
    expect(withPercents('0.25', '50', '100')).toEqual([])
    expect(withPercents('0.125', '50', '100')).toEqual(['stages.0.percent'])
  })

  test('in another order are wrong where they fall', () => {
    expect(errorsOf(({ stages }) => ({ stages: moved(stages, stages[2]?.key ?? '', 0) }))).toEqual([
      'stages.1.percent',
      'stages.2.percent',
    ])
  })

  test('say what is to be ticked, and each criterion once', () => {
    expect(
      errorsOf(({ stages }) => ({
        stages: stages.map((stage, index) =>
          index === 0
            ? {
                ...stage,
                criteria: [...stage.criteria, ...stage.criteria],
                manual: [{ key: 'k', id: 'x', label: ' ' }],
              }
            : stage,
        ),
      })),
    ).toEqual(['stages.0.gate.criteria.1.metric', 'stages.0.gate.manual.0.label'])
  })
})

describe('the matrix', () => {
  test('a harder row below a softer one is refused', () => {
    const errors = errorsOf(({ matrix }) => ({ matrix: moved(matrix, matrix[0]?.key ?? '', 1) }))
    expect(errors).toContain('matrix.1.severity')
    expect(errors).toContain('matrix.1.decision')
  })

  test('a harder row must not apply before a softer one does', () => {
    expect(
      errorsOf(({ matrix }) => ({
        matrix: matrix.map((row, index) =>
          index === 0
            ? {
                ...row,
                when: row.when.map((one) => (one.kind === 'metric' ? { ...one, limit: '0.3' } : one)),
              }
            : row,
        ),
      })),
    ).toEqual(['matrix.0.when.0.limit'])
  })

  test('a row without a condition is refused', () => {
    expect(
      errorsOf(({ matrix }) => ({
        matrix: matrix.map((row, index) => (index === 3 ? { ...row, when: [] } : row)),
      })),
    ).toEqual(['matrix.3.when'])
  })
})

test('a window shorter than a minute, and a time that is none, are refused', () => {
  expect(errorsOf(() => ({ window: '30 s' }))).toEqual(['windowSeconds'])
  expect(errorsOf(() => ({ goesBackAfter: 'soon' }))).toEqual(['inconclusiveGoesBackAfterSeconds'])
})

test('a row reads as a sentence', () => {
  expect(rowSentence(standardMatrix[0] ?? never())).toBe(
    'If error rate above 5 % or the API is down: take all traffic off it, within 5 min, by itself.',
  )
  expect(rowSentence(standardMatrix[3] ?? never())).toBe(
    'If error rate above 0.1 %: go on, with an eye on it.',
  )
})

const never = (): never => {
  throw new Error('The standard matrix has four rows')
}

test('what changed is said in words, field by field', () => {
  const draft = toDraft(policy)
  const after = toPolicy({
    ...draft,
    stages: draft.stages.map((stage, index) =>
      index === 1 ? { ...stage, percent: '25', bake: '2 d' } : stage,
    ),
    goesBackAfter: '6 h',
  })
  expect(changesBetween(policyEntries(policy), policyEntries(after)).map(changeText)).toEqual([
    'Stage 2: 50 % → 25 %',
    'Stage 2, bakes for: 7 d → 2 d',
    'When measurements are missing: hold → hold, and go one stage back after 6 h',
  ])
})

test('my part goes on top of what somebody else changed', () => {
  const mine = { ...policy, windowSeconds: 600 }
  const theirs = { ...policy, inconclusiveGoesBackAfterSeconds: 3600 }
  expect(redoPolicy(policy, mine, theirs)).toEqual({ ...theirs, windowSeconds: 600 })
})

test('a check that is added gets an id that is free', () => {
  expect(manualId('No complaint from users!', [])).toBe('no-complaint-from-users')
  expect(manualId('No complaint', ['no-complaint'])).toBe('no-complaint-2')
  expect(manualId('…', [])).toBe('check')
})
