import type { AuditEvent } from '@lockstep/shared-types/audit'
import { expect, test } from 'vitest'
import { auditHash, genesisHash } from './audit-hash.ts'
import { canonicalJson } from './canonical-json.ts'
import { verifyChain } from './verify-chain.ts'

function chain(length: number): AuditEvent[] {
  const events: AuditEvent[] = []
  for (let seq = 1; seq <= length; seq += 1) {
    const content = {
      seq,
      at: '2026-11-20T12:00:00.000Z',
      actor: { id: 'ana', name: 'Ana', kind: 'person' },
      action: 'release.start',
      applicationId: 'shop',
      environmentId: 'production',
      releaseId: null,
      reason: `reason ${seq}`,
      outcome: 'accepted',
      details: {},
      previousHash: events.at(-1)?.hash ?? genesisHash,
    } as const
    events.push({ ...content, hash: auditHash(content) })
  }
  return events
}
const brokenAt = (events: AuditEvent[]) => verifyChain(events).broken?.seq ?? null

test('a chain as it was written holds, in one piece and in parts', () => {
  const events = chain(5)
  expect(brokenAt(events)).toBeNull()
  const half = verifyChain(events.slice(0, 2))
  expect(verifyChain(events.slice(2), half.position).broken).toBeNull()
})

test('a changed, a missing and a swapped event break the chain where it happened', () => {
  const events = chain(5)
  expect(brokenAt(events.map((event) => (event.seq === 3 ? { ...event, reason: 'other' } : event)))).toBe(3)
  expect(brokenAt(events.filter((event) => event.seq !== 3))).toBe(4)
  expect(brokenAt([events[1], events[0]].flatMap((event) => event ?? []))).toBe(2)
})

test('an event that was forged with a hash of its own breaks the chain after it', () => {
  const events = chain(4).map((event) => {
    if (event.seq !== 2) return event
    const { hash: _hash, ...content } = { ...event, reason: 'forged' }
    return { ...content, hash: auditHash(content) }
  })
  expect(brokenAt(events)).toBe(3)
})

test('the same value is the same text, whatever the order of its keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}')
  expect(canonicalJson({ b: 1, a: 2 })).toBe(canonicalJson({ a: 2, b: 1 }))
})
