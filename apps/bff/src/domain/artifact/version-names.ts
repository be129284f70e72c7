import { isSameName } from './same-name.ts'
import { sortVersions } from './version-order.ts'

/** How an environment tells the name of a version from other names. */
type Naming = { readonly versionPattern: string }

const floatingTags =
  /^(latest|stable|current|edge|nightly|main|master|dev|develop|development|staging|prod|production|release)$/i

/** Whether a tag names one build for good: it matches the environment's pattern and is no name that moves by habit. */
export const isImmutableTag = (tag: string, { versionPattern }: Naming): boolean =>
  !floatingTags.test(tag) && new RegExp(versionPattern).test(tag)

/**
 * The one rule for "is this name a version of that image": any name that the image bears is, save those that move by
 * habit. `names`: the registry's tags of the digest, and what else is known to name it. Text beside a digest in an
 * image reference is no such name: nobody compares the two.
 */
export const isVersionOf = (name: string, names: readonly string[]): boolean =>
  !floatingTags.test(name) && names.some((one) => isSameName(one, name))

/** The names of an image that are versions: first those that the environment's pattern knows, of each the newest. */
export function versionNames(names: readonly string[], naming: Naming): string[] {
  const fixed = [...new Set(names)].filter((name) => !floatingTags.test(name))
  const [known, others] = [true, false].map((immutable) =>
    fixed.filter((name) => isImmutableTag(name, naming) === immutable).toSorted((a, b) => sortVersions(b, a)),
  )
  return [...(known ?? []), ...(others ?? [])]
}
