import type { Environment } from '../../environment.ts'
import { parseImageReference } from '../../image-reference.ts'
import { keepRemedy } from '../choose-remedy.ts'
import { commonTask, runningTasks } from '../common-digest.ts'
import { needRunningImage, needSidecars, needTag, needTaskDefinition, needTasks } from '../needs.ts'
import type { Observation } from '../observation.ts'
import { instructions } from '../remedies.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { misconfigured } from '../where-from.ts'
import { sidecarGone } from './sidecars-gone.ts'
import { shortDigest } from '../words.ts'

/** What the task definition names is in the registry, and still is the image that runs: a new task gets the same (R4). */
export const tagMoved: DriftRule = {
  id: 'tag-moved',
  question: 'whether a new task would get the running image',
  explainedByRelease: false,
  needs: (o) => [needTaskDefinition(o), needTag(o), needTasks(o), needRunningImage(o), ...needSidecars(o)],
  find(o, environment) {
    if (o.taskDefinition.state === 'unreadable') return null
    if (o.taskDefinition.state === 'absent') {
      return {
        status: 'fail',
        half: 'backend',
        sentence: 'There is no task definition, so no tag that could be checked.',
      }
    }
    const { image } = o.taskDefinition.value
    return misconfigured(o, environment) ?? (image === null ? null : whole(o, environment, image))
  },
}

/** What stands against the application's own image, else against those of the containers beside it. */
function whole(o: Observation, environment: Environment, image: string): Finding | null {
  const own = reachable(o, environment, image)
  return own?.status === 'fail' ? own : (sidecarGone(o) ?? own)
}

function reachable(o: Observation, environment: Environment, image: string): Finding | null {
  const { tag, digest: pinned } = parseImageReference(image)
  const gone = imageGone(o, pinned, tag ?? 'latest')
  if (gone !== null || o.tag.state !== 'read') return gone
  if (pinned !== null) {
    const sentence =
      'The task definition names the image by digest, and the registry has it: no tag can move it.'
    return { status: 'ok', expected: pinned, observed: pinned, sentence }
  }
  const running = runningDigests(o)
  if (running.length === 0) return nothingRuns(o, tag ?? 'latest')
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
  return {
    status: 'fail',
    half: 'backend',
    expected: others.join(', '),
    observed: digest,
    sentence: `The tag ${tag} was moved: it points to ${shortDigest(digest)} (pushed ${pushedAt.slice(0, 10)}), the tasks run ${others.map(shortDigest).join(', ')}. A task that starts anew may run another build.`,
    // The tag itself would bring the other build: only what the running image is called besides keeps it.
    remedy: keepRemedy(o, environment),
  }
}

const nothingRuns = ({ tasks }: Observation, tag: string): Finding | null =>
  tasks.state === 'read' && runningTasks(tasks.value).length === 0
    ? { status: 'ok', sentence: `The registry has the tag ${tag}; no task runs that could differ from it.` }
    : null

/** A registry that has lost what runs, or what is asked for, lets no new task start. */
function imageGone(o: Observation, pinned: string | null, tag: string): Finding | null {
  const asked = o.tag.state === 'absent'
  if (!asked && o.runningImage.state !== 'absent') return null
  const running = runningDigests(o)
  if (!asked && running.length === 0) return null
  const what = asked ? (pinned === null ? `an image tagged ${tag}` : pinned) : running.join(', ')
  const name = asked
    ? pinned === null
      ? `The tag ${tag}`
      : `The image ${shortDigest(pinned)}, which the task definition names,`
    : `The image ${running.map(shortDigest).join(', ')}, which the tasks run,`
  const place = asked ? otherPlace(o) : null
  if (place !== null)
    return {
      status: 'fail',
      half: 'backend',
      expected: what,
      observed: `not in ${place.asked}`,
      sentence: `${name} is not in ${place.asked}; what runs comes from ${place.running}: the task definition names another region or account, and no new task can start.`,
      remedy: instructions(
        'Correct the image',
        `Deploy an image of ${place.running}, or push the image to ${place.asked}.`,
      ),
    }
  return {
    status: 'fail',
    half: 'backend',
    expected: what,
    observed: 'not in the registry',
    sentence: `${name} is gone from the registry: no new task can start, neither when one stops nor when more are needed.`,
    remedy: instructions(
      'Bring the image back',
      `Push the very same image again and let the lifecycle policy keep what is deployed. ${wayOut(o)}`,
    ),
  }
}

/** The registry that the task definition names, where what runs, or the frontend, names another one. */
function otherPlace(o: Observation): { readonly asked: string; readonly running: string } | null {
  const registryOf = (image: string | null | undefined) =>
    image == null ? null : parseImageReference(image).registry
  const asked = o.taskDefinition.state === 'read' ? registryOf(o.taskDefinition.value.image) : null
  const task = o.tasks.state === 'read' ? commonTask(o.tasks.value) : null
  const { versionFile } = o.edge
  const named = versionFile.state === 'read' ? registryOf(versionFile.value.backendImage) : null
  const running = registryOf(task?.image) ?? named
  return asked === null || running === null || asked === running ? null : { asked, running }
}

/** What could be deployed in place of an image that is gone. */
function wayOut({ rollback }: Observation): string {
  return rollback.state === 'read' && rollback.value.image === 'there'
    ? `When it cannot be built again: ${rollback.value.version} is in the registry, deploy both halves at that.`
    : 'When it cannot be built again: deploy both halves at a version that is in the registry.'
}

/** Of the tasks of this task definition only: others are the subject of task-mix. */
function runningDigests({ tasks, taskDefinition }: Observation): string[] {
  if (tasks.state !== 'read' || taskDefinition.state !== 'read') return []
  const own = runningTasks(tasks.value).filter((task) => task.taskDefinitionArn === taskDefinition.value.arn)
  return [...new Set(own.flatMap((task) => task.imageDigest ?? []))]
}
