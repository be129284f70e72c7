/** One entry of a layer's tar. A path is written as it is given, so that hostile layers can be made too. */
export type TarEntry = {
  readonly path: string
  readonly type?: 'file' | 'directory' | 'symlink' | 'hardlink' | 'character-device' | 'block-device' | 'fifo'
  readonly body?: Uint8Array | string
  /** Where a link points to. */
  readonly target?: string
  readonly mode?: number
  /** Whole seconds; layers are built to be repeatable, so it is 0 unless said. */
  readonly modifiedSeconds?: number
  /** The size the header claims, when it shall differ from the body's. */
  readonly claimedBytes?: number
}

const BLOCK_BYTES = 512
const typeFlags = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  'character-device': '3',
  'block-device': '4',
  directory: '5',
  fifo: '6',
} as const

/** The two empty blocks that end an archive. */
export const tarEnd: Uint8Array = new Uint8Array(2 * BLOCK_BYTES)

/** A whole archive (POSIX ustar, with a pax header for a path that does not fit). */
export function writeTar(entries: readonly TarEntry[]): Uint8Array {
  return Buffer.concat([...entries.flatMap(tarBlocks), tarEnd])
}

/** The blocks of one entry: header, body, padding. */
export function tarBlocks(entry: TarEntry): Uint8Array[] {
  const body = typeof entry.body === 'string' ? Buffer.from(entry.body) : (entry.body ?? new Uint8Array())
  const flag = typeFlags[entry.type ?? 'file']
  const header = writeHeader(entry, flag, entry.claimedBytes ?? body.length)
  return [...paxHeader(entry), header, body, padding(body.length)]
}

function writeHeader(entry: TarEntry, flag: string, sizeBytes: number): Uint8Array {
  const header = Buffer.alloc(BLOCK_BYTES)
  header.write(entry.path, 0, 100, 'utf8')
  header.write(octal(entry.mode ?? (flag === '5' ? 0o755 : 0o644), 7), 100)
  header.write(octal(0, 7), 108)
  header.write(octal(0, 7), 116)
  header.write(octal(sizeBytes, 11), 124)
  header.write(octal(entry.modifiedSeconds ?? 0, 11), 136)
  header.write(flag, 156)
  header.write(entry.target ?? '', 157, 100, 'utf8')
  header.write('ustar\u000000', 257)
  header.write(' '.repeat(8), 148)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${octal(sum, 6)}\0 `, 148)
  return header
}

/** Carries what the fixed fields of the header cut off. */
function paxHeader(entry: TarEntry): Uint8Array[] {
  const records: string[] = []
  if (Buffer.byteLength(entry.path) > 100) records.push(paxRecord('path', entry.path))
  if (Buffer.byteLength(entry.target ?? '') > 100) records.push(paxRecord('linkpath', entry.target ?? ''))
  if (records.length === 0) return []
  const body = Buffer.from(records.join(''))
  return [writeHeader({ path: 'PaxHeader/entry' }, 'x', body.length), body, padding(body.length)]
}

/** A record begins with its own length in bytes, the digits of that length included. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const bytes = Buffer.byteLength(rest)
  let length = bytes + 1
  while (length !== bytes + String(length).length) length = bytes + String(length).length
  return `${length}${rest}`
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')
const padding = (bytes: number): Uint8Array =>
  new Uint8Array((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES)
