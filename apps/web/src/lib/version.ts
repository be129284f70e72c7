/** Where two versions part: the head that both share, and the tail of the first. Whole words stay whole. */
export const splitVersion = (version: string, other: string | null): { head: string; tail: string } => {
  if (other === null || version === other) return { head: version, tail: '' }
  let length = 0
  while (length < version.length && version[length] === other[length]) length += 1
  // A cut inside a run of letters or digits reads badly in a short name; long timestamps may be cut.
  const word = version.slice(0, length).search(/[^\W_]{1,7}$/)
  const cut = word >= 0 && version.length < 12 ? word : length
  return { head: version.slice(0, cut), tail: version.slice(cut) }
}

/** `sha256:1a2b3c4d5e6f…`: enough to tell two apart. */
export const shortDigest = (digest: string): string =>
  digest.length > 20 ? `${digest.slice(0, 'sha256:'.length + 12)}…` : digest
