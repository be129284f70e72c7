import type { StatedType } from '../../domain/bundle/content-type.ts'
import { decodePath } from '../../domain/bundle/script-links.ts'
import type { ScriptFacts } from '../../domain/bundle/scan-script.ts'
import type { HashTableMemory } from './compare-hash-table.ts'
import type { Compared, FoundRecord } from './compare-record.ts'

/** A script that was looked at before. */
export type Kept = StatedType & {
  readonly etag: string | null
  readonly cacheControl: string | null
  readonly expiresSeconds: number | null
  readonly lastModified: string | null
  readonly sha256: string
  /** As an `integrity` names them; left out where none are known. */
  readonly hashes?: readonly string[] | undefined
  /** When it was last seen to be so. */
  readonly seenAt: string
  /** Null: it was not there. */
  readonly facts: ScriptFacts | null
  readonly bytes: number
}

/** Of a script that is not there. */
export const nothing = {
  contentType: null,
  etag: null,
  cacheControl: null,
  expiresSeconds: null,
  lastModified: null,
  sha256: '',
  facts: null,
  bytes: 0,
} as const

/** What is remembered of one site, while what is looked for stays the same. */
export type Memory = {
  readonly wanted: string
  readonly files: Map<string, Kept>
  readonly compared: Map<string, Compared>
  readonly hashTable: HashTableMemory
  record: { readonly etag: string | null; readonly found: FoundRecord } | null
}

export function recall(memories: Map<string, Memory>, key: string, wanted: string): Memory {
  const known = memories.get(key)
  if (known?.wanted === wanted) return known
  const memory: Memory = {
    wanted,
    files: new Map(),
    compared: new Map(),
    hashTable: { seen: new Map(), table: null },
    record: null,
  }
  memories.set(key, memory)
  return memory
}

export const hashesOf = (files: ReadonlyMap<string, Kept>): (readonly [string, string])[] =>
  [...files].flatMap(([path, { facts, sha256 }]) =>
    facts !== null && sha256 !== '' ? [[decodePath(path), sha256] as const] : [],
  )
