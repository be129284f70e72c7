import { expect, test } from 'vitest'
import { compareRecordings } from './compare.ts'
import { createNormalizer } from './normalize.ts'

const refusal = (error: string, words: string) => ({ error, status: 400, words })

test('words that differ are told apart from refusals and members that do', () => {
  const found = compareRecordings(
    {
      ecs: {
        same: { answer: { a: 1, b: [{ c: 2 }] } },
        words: refusal('ClientException', 'No.'),
        code: refusal('ClientException', 'No.'),
        answered: { answer: {} },
        members: { answer: { a: 1, b: [{ c: 2 }], gone: true } },
        asked: { answer: {} },
      },
    },
    {
      ecs: {
        same: { answer: { a: 1, b: [{ c: 2 }] } },
        words: refusal('ClientException', 'Never.'),
        code: refusal('InvalidParameterException', 'No.'),
        answered: refusal('ClientException', 'No.'),
        members: { answer: { a: 1, b: [{ c: 3 }] } },
      },
    },
  )
  expect(found.map(({ step, kind, left, right }) => [step, kind, left, right])).toEqual([
    ['words', 'words', 'No.', 'Never.'],
    ['code', 'refusal', 'ClientException (400)', 'InvalidParameterException (400)'],
    ['answered', 'refusal', 'answered', 'ClientException (400)'],
    ['members', 'members', 'b.0.c=2, gone=true', 'b.0.c=3, gone=absent'],
    ['asked', 'missing', 'answered', 'not asked'],
  ])
})

test('ids, times, account, region and prefix are taken out, also where they are repeated', () => {
  const { answer, error } = createNormalizer({
    account: '123456789012',
    region: 'eu-west-1',
    prefix: 'lockstep-parity-7',
  })
  expect(
    answer({
      Id: 'abc1234',
      name: 'lockstep-parity-7-site',
      arn: 'arn:aws:x:eu-west-1:123456789012:y/abc1234',
      createdAt: new Date(0),
      registryId: '123456789012',
      gone: undefined,
    }),
  ).toEqual({
    answer: {
      Id: '<Id>',
      name: '<prefix>-site',
      arn: 'arn:aws:x:<region>:<account>:y/<Id>',
      createdAt: '<time>',
      registryId: '<account>',
    },
  })
  expect(error(Object.assign(new Error('abc1234 is gone'), { name: 'Gone' }))).toEqual({
    error: 'Gone',
    status: 0,
    words: '<Id> is gone',
  })
})
