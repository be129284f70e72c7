/** Letters and signs of a name without its numbers; commits are of one kind whatever digits they have. */
const naming = (name: string): string =>
  /^[0-9a-f]{7,40}$/i.test(name) ? 'commit' : name.replace(/^v(?=\d)/i, '').replaceAll(/\d+/g, '0')

/**
 * Whether two names follow one way of naming, such as `1.4.1` and `1.4.2`: one build then bears only one of them by
 * right. `1.4.0-rc.1` and `1.4.0`, or a version and a commit, may name one build.
 */
export const sameNaming = (a: string, b: string): boolean => naming(a) === naming(b)
