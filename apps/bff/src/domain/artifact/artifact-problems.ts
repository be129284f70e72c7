import type { Problem } from '@lockstep/shared-types/problem'
import { raisedBy, type ImageLimitName } from './image-limits.ts'

/** What no honest build puts into an image's frontend folder. */
export type HostileReason =
  | 'parent-path'
  | 'nul-in-path'
  | 'control-character-in-path'
  | 'link-outside'
  | 'link-nowhere'
  | 'link-loop'
  | 'device'
  | 'sparse-file'
  | 'unknown-entry'
  | 'path-conflict'

const hostileSentence: Readonly<Record<HostileReason, string>> = {
  'parent-path': 'a path that climbs out with `..`',
  'nul-in-path': 'a path with a NUL',
  'control-character-in-path': 'a path with control characters',
  'link-outside': 'a link that leads out of the application’s folder',
  'link-nowhere': 'a link that leads nowhere',
  'link-loop': 'links that lead in a circle',
  device: 'a device or a pipe where files belong',
  'sparse-file': 'a file that is stored sparse, which Lockstep does not unpack',
  'unknown-entry': 'an entry of an unknown type',
  'path-conflict': 'a path that is a file and a folder in one layer',
}

/** No place can be told for these, so that no pattern of `frontend.exclude` can mean them. */
const placeless: readonly HostileReason[] = ['parent-path', 'nul-in-path']

/** `path` is shown with its odd characters escaped and cut to a readable length. */
export function hostileArtifact(reason: HostileReason, path: string): Problem {
  const shown = JSON.stringify(path.slice(0, 200))
  return {
    code: 'artifact-hostile',
    title: `The image holds ${hostileSentence[reason]}: ${shown}; nothing was taken from it.`,
    detail: `${reason}: ${shown}`,
    remedy: placeless.includes(reason)
      ? 'Build the image again without this path, with a tool that writes plain paths: `frontend.exclude` cannot leave it out, as it leads out of every folder or is no path at all.'
      : 'Build the image again with plain files in its frontend folder, or leave this one out with `frontend.exclude` in the configuration.',
  }
}

/** A limit that the image breaks; `observed` is the first value seen beyond it, with the file where there is one. */
export function artifactTooLarge(limit: ImageLimitName, allowed: number, observed: string): Problem {
  const key = raisedBy[limit]
  return {
    code: 'artifact-too-large',
    title: `The image breaks the limit ${limit}: ${observed}. Nothing was taken from it.`,
    detail: `${limit}: ${observed}, allowed are ${allowed}`,
    remedy:
      key === undefined
        ? 'Make the image smaller, or check that it is the image you meant.'
        : `Check that it is the image you meant. If it is, raise \`${key}\` in the configuration, or leave the file out with \`frontend.exclude\`.`,
  }
}

export const artifactUnreadable = (detail: string): Problem => ({
  code: 'artifact-unreadable',
  title: 'The image could not be read.',
  detail: detail.slice(0, 500),
  remedy: 'Try again; if it fails the same way, push the image again.',
})

/** Such as the base layers of Windows images, or encrypted ones. */
export const layerElsewhere = (mediaType: string): Problem => ({
  code: 'artifact-unreadable',
  title: 'A layer of the image is not in the registry, or not to be read without a key.',
  detail: `A layer of type ${mediaType}`,
  remedy: 'Build the image on another base, one whose layers are all pushed to the registry, unencrypted.',
})

export const artifactNotFound = (repository: string, reference: string): Problem => ({
  code: 'artifact-not-found',
  title: 'The registry does not have this image.',
  detail: `${repository}@${reference}`,
  remedy: 'Pick another version, or push the image again.',
})

/** The registry was asked, and has no such image or no such repository. */
export const isImageGone = ({ code }: Pick<Problem, 'code'>): boolean =>
  code === 'artifact-not-found' || code === 'aws-not-found'

export const artifactWithoutFrontend = (imagePath: string): Problem => ({
  code: 'artifact-no-frontend',
  title: 'The image holds no frontend.',
  detail: `No index.html in ${imagePath}`,
  remedy: 'Check the build, and `imagePath` of the frontend in the configuration.',
})
