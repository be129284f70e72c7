import type { PlatformImage } from './platform.ts'

type Images = readonly PlatformImage[]

/**
 * Whether tasks of a platform get the very same image under both digests, of which either may be an index: a registry
 * gives each platform its own image of an index. Where nobody says the platform, one must hold all of the other.
 */
export function isSameImage(one: Images, other: Images, platform: string | null): boolean {
  if (platform === null) return holdsAll(one, other) || holdsAll(other, one)
  const mine = ofPlatform(one, platform)
  return mine !== null && mine === ofPlatform(other, platform)
}

const holdsAll = (index: Images, images: Images): boolean =>
  images.length > 0 && images.every(({ digest }) => index.some((image) => image.digest === digest))

/** The one that says it is for the platform; of an image that says nothing, itself. */
function ofPlatform(images: Images, platform: string): string | null {
  const [only, ...others] = images
  const found = images.find((image) => image.platform === platform)
  return found?.digest ?? (others.length === 0 && only?.platform === null ? only.digest : null)
}
