import type { Problem } from '@lockstep/shared-types/problem'
import { artifactTooLarge, hostileArtifact } from './artifact-problems.ts'
import { hasOddCharacters } from './entry-path.ts'
import type { ImageLimits } from './image-limits.ts'

/** What is wrong with a path of the frontend; null for one that can be an address and a key. */
export function checkPath(path: string, limits: ImageLimits): Problem | null {
  if (hasOddCharacters(path)) return hostileArtifact('control-character-in-path', path)
  const bytes = Buffer.byteLength(path)
  const shown = path.slice(0, 80)
  if (bytes > limits.pathBytes)
    return artifactTooLarge('pathBytes', limits.pathBytes, `a path of ${bytes} bytes, ${shown}…`)
  const depth = path.split('/').length
  if (depth > limits.pathDepth)
    return artifactTooLarge('pathDepth', limits.pathDepth, `a path ${depth} folders deep, ${shown}…`)
  return null
}
