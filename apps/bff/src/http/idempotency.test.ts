import { idempotencyContract } from './testing/idempotency.contract.ts'
import { createMemoryIdempotencyStore } from './testing/memory-idempotency-store.ts'

idempotencyContract('idempotency keys in memory', async () => createMemoryIdempotencyStore())
