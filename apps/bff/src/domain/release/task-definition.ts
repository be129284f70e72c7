import type { ArtifactRef } from '@lockstep/shared-types/artifact'

export type ContainerSettings = {
  name?: string | undefined
  image?: string | undefined
  environment?: { name?: string | undefined; value?: string | undefined }[] | undefined
}
export type TaskDefinitionInput = { containerDefinitions?: ContainerSettings[] | undefined }

export type TaskDefinitionChange = {
  /** The containers that run the artifact. */
  readonly containers: readonly string[]
  /** Pinned by digest. */
  readonly image: string
  readonly artifact: ArtifactRef
  /** Commit that the image says it was built from; null when it does not say. */
  readonly commit: string | null
}

/** Variables that tell an application which version it is; changed where a task definition has them, never added. */
const versionVariables = (change: TaskDefinitionChange): Readonly<Record<string, string | null>> => ({
  IMAGE_TAG: change.artifact.version,
  COMMIT_SHA: change.commit,
})

/** Path of a difference that is none of settings: which commit an image was built from, where that is not known. */
export const isOfCommit = (path: string): boolean => path.endsWith('.environment.COMMIT_SHA')

/** The same definition with the release's image in the artifact's containers; everything else stays as it is. */
export function withArtifact<T extends TaskDefinitionInput>(definition: T, change: TaskDefinitionChange): T {
  const variables = versionVariables(change)
  const containerDefinitions = definition.containerDefinitions?.map((container) => {
    if (container.name === undefined || !change.containers.includes(container.name)) return container
    const environment = container.environment?.map((variable) => {
      const value = variable.name === undefined ? null : (variables[variable.name] ?? null)
      return value === null ? variable : { ...variable, value }
    })
    return {
      ...container,
      image: change.image,
      ...(environment === undefined ? {} : { environment }),
    }
  })
  return { ...definition, containerDefinitions }
}

/** How Lockstep marks what it registers, so that a repeated step finds it and a person knows where it came from. */
export const taskDefinitionTags = { release: 'lockstep:release', version: 'lockstep:version' } as const
