import type { Problem } from '@lockstep/shared-types/problem'
import type { ImageLimitName } from './image-limits.ts'

/** What no honest build puts into an image's frontend folder. */
export type HostileReason =
  | 'absolute-path'
  | 'parent-path'
  | 'nul-in-path'
  | 'control-character-in-path'
  | 'link'
  | 'device'
  | 'unknown-entry'
  | 'duplicate-path'
  | 'path-conflict'

const hostileSentence: Readonly<Record<HostileReason, string>> = {
  'absolute-path': 'an absolute path',
  'parent-path': 'a path that climbs out with `..`',
  'nul-in-path': 'a path with a NUL',
  'control-character-in-path': 'a path with control characters',
  link: 'a link, which could lead out of the frontend folder',
  device: 'a device or a pipe where files belong',
  'unknown-entry': 'an entry of an unknown type',
  'duplicate-path': 'the same path twice in one layer',
  'path-conflict': 'a path that is a file and a folder in one layer',
}

/** `path` is shown with its odd characters escaped and cut to a readable length. */
export const hostileArtifact = (reason: HostileReason, path: string): Problem => ({
  code: 'artifact-hostile',
  title: `The image holds ${hostileSentence[reason]}; nothing was taken from it.`,
  detail: `${reason}: ${JSON.stringify(path.slice(0, 200))}`,
  remedy: 'Build the image again with plain files in its frontend folder.',
})

/** A limit that the image breaks; `observed` is the first value seen beyond it. */
export const artifactTooLarge = (limit: ImageLimitName, allowed: number, observed: string): Problem => ({
  code: 'artifact-too-large',
  title: `The image breaks the limit ${limit}; nothing was taken from it.`,
  detail: `${limit}: ${observed}, allowed are ${allowed}`,
  remedy: 'Make the image smaller, or check that it is the image you meant.',
})

export const artifactUnreadable = (detail: string): Problem => ({
  code: 'artifact-unreadable',
  title: 'The image could not be read.',
  detail: detail.slice(0, 500),
  remedy: 'Try again; if it fails the same way, push the image again.',
})

export const artifactNotFound = (repository: string, reference: string): Problem => ({
  code: 'artifact-not-found',
  title: 'The registry does not have this image.',
  detail: `${repository}@${reference}`,
  remedy: 'Pick another version, or push the image again.',
})

export const artifactWithoutFrontend = (imagePath: string): Problem => ({
  code: 'artifact-no-frontend',
  title: 'The image holds no frontend.',
  detail: `No index.html in ${imagePath}`,
  remedy: 'Check the build, and `imagePath` of the frontend in the configuration.',
})
