import type { Reading } from '../reading.ts'
import type { ImageState, Observation, TaskState } from './observation.ts'

type Part = Pick<Observation, 'tag' | 'runningImage' | 'tasks'>

/**
 * What was read, where the tag's digest and that of the tasks are known to be one image for the tasks, such as an index and
 * what it holds for their platform: by the tasks' digest, with the names of both, so that nothing takes it for another build.
 */
export function asOneImage({ tag, runningImage, tasks }: Part): Part {
  if (tag.state !== 'read' || runningImage.state !== 'read') return { tag, runningImage, tasks }
  const { digest } = runningImage.value
  const other = tag.value.digest
  const tags = [...new Set([...runningImage.value.tags, ...tag.value.tags])]
  const one = (reading: Reading<ImageState> & { readonly state: 'read' }): Reading<ImageState> => ({
    ...reading,
    value: { ...reading.value, digest, tags, sameImage: [other] },
  })
  const named = (task: TaskState): TaskState =>
    task.imageDigest === other ? { ...task, imageDigest: digest } : task
  return {
    tag: one(tag),
    runningImage: one(runningImage),
    tasks: tasks.state === 'read' ? { ...tasks, value: tasks.value.map(named) } : tasks,
  }
}

/** Whether the tasks run this image, under whichever of its digests. */
export const isRunning = ({ runningImage }: Pick<Observation, 'runningImage'>, digest: string): boolean =>
  runningImage.state === 'read' &&
  (runningImage.value.digest === digest || sameAsRunning({ runningImage }).includes(digest))

/** Other digests of the image that runs. */
export const sameAsRunning = ({ runningImage }: Pick<Observation, 'runningImage'>): readonly string[] =>
  runningImage.state === 'read' ? (runningImage.value.sameImage ?? []) : []
