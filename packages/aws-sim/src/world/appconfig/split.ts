/**
 * Where a value lies on the one hash of a seed: at least 0, less than 100. AppConfig's own hash is not published; what
 * counts is that all splits of a seed share it, so that a higher percentage only adds callers.
 */
export function splitPercent(seed: string, value: string): number {
  // FNV-1a, then the finalizer of MurmurHash3, since FNV alone spreads short keys badly in its high bits.
  let hash = 0x811c9dc5
  for (const text of [seed, '\u0000', value])
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000) * 100
}
