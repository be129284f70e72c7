import { parseImageReference } from '../../image-reference.ts'
import { needTag, needTaskDefinition, needTasks } from '../needs.ts'
import type { Observation } from '../observation.ts'
import { deployRemedy, instructions } from '../remedies.ts'
import type { DriftRule } from '../rule.ts'
import { backendVersion } from '../versions.ts'
import { shortDigest } from '../words.ts'

/** The tag in the task definition still points to the image that runs (R4). */
export const tagMoved: DriftRule = {
  id: 'tag-moved',
  question: 'whether the tag still points to the running image',
  explainedByRelease: false,
  needs: (o) =>
    floatingTag(o) === null ? [needTaskDefinition(o)] : [needTaskDefinition(o), needTag(o), needTasks(o)],
  find(o, environment) {
    if (o.taskDefinition.state === 'unreadable') return null
    if (o.taskDefinition.state === 'absent') {
      return {
        status: 'fail',
        half: 'backend',
        sentence: 'There is no task definition, so no tag that could be checked.',
      }
    }
    const tag = floatingTag(o)
    if (tag === null) {
      const { digest } = parseImageReference(o.taskDefinition.value.image)
      const sentence = 'The task definition names the image by digest: no tag can move it.'
      return { status: 'ok', expected: digest, observed: digest, sentence }
    }
    if (o.tag.state === 'absent') {
      return {
        status: 'fail',
        half: 'backend',
        expected: `an image tagged ${tag}`,
        observed: 'none',
        sentence: `The tag ${tag} is gone from the registry: ECS cannot start this version anew.`,
        remedy: instructions(
          'Bring the image back',
          `Push the image again under ${tag}, or deploy a version that is still there.`,
        ),
      }
    }
    const running = runningDigests(o)
    if (o.tag.state !== 'read' || running.length === 0) return null
    const { digest, pushedAt } = o.tag.value
    const others = running.filter((candidate) => candidate !== digest)
    if (others.length === 0) {
      return {
        status: 'ok',
        expected: digest,
        observed: digest,
        sentence: `The tag ${tag} points to the running image.`,
      }
    }
    // The tag itself would bring the other build; only another name of the running image keeps it.
    const version = backendVersion(o, environment)
    return {
      status: 'fail',
      half: 'backend',
      expected: others.join(', '),
      observed: digest,
      sentence: `The tag ${tag} was moved: it points to ${shortDigest(digest)} (pushed ${pushedAt.slice(0, 10)}), the tasks run ${others.map(shortDigest).join(', ')}. A task that starts anew may run another build.`,
      remedy: deployRemedy('backend', version === tag ? null : version),
    }
  },
}

/** The tag that decides what runs; null when the image is named by digest, or not known. */
function floatingTag({ taskDefinition }: Observation): string | null {
  if (taskDefinition.state !== 'read') return null
  const { tag, digest } = parseImageReference(taskDefinition.value.image)
  return digest === null ? tag : null
}

/** Of the tasks of this task definition only: others are the subject of task-mix. */
function runningDigests({ tasks, taskDefinition }: Observation): string[] {
  if (tasks.state !== 'read' || taskDefinition.state !== 'read') return []
  const { arn } = taskDefinition.value
  const own = tasks.value.filter((task) => task.lastStatus === 'RUNNING' && task.taskDefinitionArn === arn)
  return [...new Set(own.flatMap((task) => task.imageDigest ?? []))]
}
