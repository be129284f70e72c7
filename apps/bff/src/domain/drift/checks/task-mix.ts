import type { Environment } from '../../environment.ts'
import { foundBeingDeleted, isBeingDeleted } from '../being-deleted.ts'
import { backendRemedy, rollbackRemedy } from '../choose-remedy.ts'
import { parseImageReference } from '../../image-reference.ts'
import { releaseContainers } from '../../release/release-containers.ts'
import { runningTasks } from '../common-digest.ts'
import { replacement } from '../deployment.ts'
import { correctConfiguration, noService } from '../nowhere.ts'
import { needService, needTaskDefinition, needTasks } from '../needs.ts'
import type { ImageState, Observation, ServiceState, TaskState } from '../observation.ts'
import { neverRolls } from '../roll-limits.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { runningVersion } from '../versions.ts'
import { askedName } from '../waiting-words.ts'
import { missingContainer } from '../where-from.ts'
import { count, shortDigest, shortTaskDefinition, withoutFullStop } from '../words.ts'

/** All running tasks run one image and the service's task definition (R4). */
export const taskMix: DriftRule = {
  id: 'task-mix',
  question: 'whether all tasks run the same image',
  explainedByRelease: true,
  needs: (o) => [needTasks(o), needService(o), needTaskDefinition(o)],
  find(o, environment) {
    if (o.service.state === 'absent') {
      return {
        status: 'fail',
        half: 'backend',
        sentence: noService(o, environment),
        remedy: correctConfiguration,
      }
    }
    const service = o.service.state === 'read' ? o.service.value : null
    if (service !== null && isBeingDeleted(service)) return foundBeingDeleted(service)
    const failed = service?.deployments.find(({ rolloutState }) => rolloutState === 'FAILED')
    if (failed) {
      return {
        status: 'fail',
        half: 'backend',
        sentence: `ECS gave up the deployment of ${askedName(o, environment, failed.taskDefinitionArn)}: ${withoutFullStop(failed.rolloutReason ?? 'no reason given')}.${stillRuns(o, environment)}`,
        remedy: backendRemedy(o, environment),
      }
    }
    const listed = o.tasks.state === 'read' ? o.tasks.value : o.tasks.state === 'absent' ? [] : null
    if (listed === null) return null
    const running = runningTasks(listed)
    if (running.length === 0) return nothingRuns(o, service, environment)
    return (
      mixed(o, environment, running, service) ??
      givenUpWithoutWord(o, environment, service) ??
      unresolved(o, environment, running) ??
      besideOthers(o, environment) ??
      uniform(running, service)
    )
  },
}

const stillRuns = (o: Observation, environment: Environment): string => {
  const running = runningVersion(o, environment)
  return running.state === 'known' ? ` The tasks run ${running.version}.` : ''
}

function nothingRuns(o: Observation, service: ServiceState | null, environment: Environment): Finding | null {
  if (service === null) return null
  if (service.desired === 0)
    return { status: 'warn', half: 'backend', sentence: 'The service is scaled to zero: no tasks run.' }
  const found = replacement(service, o.observedAt)
  const why =
    found.state === 'stuck'
      ? ` The deployment of ${askedName(o, environment, found.deployment.taskDefinitionArn)} ${found.problem}.`
      : ''
  return {
    status: 'fail',
    half: 'backend',
    expected: count(service.desired, 'task'),
    observed: 'none',
    sentence: `No task runs, ${service.desired} should.${why}`,
    remedy: rollbackRemedy(o),
  }
}

function mixed(
  o: Observation,
  environment: Environment,
  running: readonly TaskState[],
  service: ServiceState | null,
): Finding | null {
  const byDigest = Map.groupBy(
    running.filter((task) => task.imageDigest !== null),
    (task) => task.imageDigest ?? '',
  )
  const byDefinition = Map.groupBy(running, (task) => task.taskDefinitionArn)
  const wanted = service?.taskDefinitionArn ?? undefined
  const strangers = wanted === undefined ? [] : running.filter((task) => task.taskDefinitionArn !== wanted)
  if (byDigest.size < 2 && byDefinition.size < 2 && strangers.length === 0) return null
  const parts = byDigest.size > 1 ? byDigest : byDefinition
  const name = byDigest.size > 1 ? (digest: string) => digestName(o, digest) : shortTaskDefinition
  const observed = [...parts].map(([key, tasks]) => `${tasks.length} × ${name(key)}`).join(', ')
  const found = service === null ? ({ state: 'steady' } as const) : replacement(service, o.observedAt)
  // While Lockstep itself releases, that explains it; a deployment that fails is no explanation even then.
  const excused = found.state === 'getting-on' && !o.releaseActive
  const what =
    parts.size > 1
      ? `The running tasks are a mix: ${observed}`
      : `${allRun(o, environment, running, observed)}, the service asks for ${wanted === undefined ? 'another' : askedName(o, environment, wanted)}`
  const stuck = found.state === 'stuck' ? ` That deployment ${found.problem}.` : ''
  const mix = parts.size > 1 ? ': users get answers of different builds, by chance' : ''
  return {
    status: excused ? 'warn' : 'fail',
    half: 'backend',
    expected: wanted === undefined ? 'one image' : `all tasks on ${shortTaskDefinition(wanted)}`,
    observed,
    sentence: excused ? `ECS is replacing tasks. ${what}.` : `${what}${mix}.${stuck}`,
    remedy: excused ? null : backendRemedy(o, environment),
  }
}

function allRun(
  o: Observation,
  environment: Environment,
  running: readonly TaskState[],
  observed: string,
): string {
  const version = runningVersion(o, environment)
  const [task] = running
  const all = running.length === 1 ? 'The only task runs' : `All ${running.length} tasks run`
  return version.state === 'known' && task !== undefined
    ? `${all} ${version.version} (${shortTaskDefinition(task.taskDefinitionArn)})`
    : `${running.length === 1 ? 'The only task runs' : 'All tasks run'} ${observed}`
}

/** The running image and that of the task definition by their versions, others by digest. */
function digestName({ runningImage, tag }: Observation, digest: string): string {
  const image = [runningImage, tag].find(
    (reading): reading is Extract<typeof reading, { state: 'read' }> =>
      reading.state === 'read' && reading.value.digest === digest,
  )
  return firstTag(image?.value) ?? shortDigest(digest)
}

const firstTag = (image: ImageState | undefined): string | null => image?.tags[0] ?? null

/** All run what the service asks for, and still its deployment does not get on: more tasks should run, and fail. */
function givenUpWithoutWord(
  o: Observation,
  environment: Environment,
  service: ServiceState | null,
): Finding | null {
  const found = service && replacement(service, o.observedAt)
  if (found?.state !== 'stuck') return null
  return {
    status: 'fail',
    half: 'backend',
    sentence: `The deployment of ${askedName(o, environment, found.deployment.taskDefinitionArn)} ${found.problem}.`,
    remedy:
      service !== null && neverRolls(service) !== null ? backendRemedy(o, environment) : rollbackRemedy(o),
  }
}

/** Tasks whose image cannot be told, and why. */
function unresolved(o: Observation, environment: Environment, running: readonly TaskState[]): Finding | null {
  const nameless = running.filter((task) => task.imageDigest === null).length
  if (nameless === 0) return null
  const missing =
    o.taskDefinition.state === 'read' ? missingContainer(o.taskDefinition.value, environment) : null
  return {
    status: 'unknown',
    half: 'backend',
    sentence: `Which image ${nameless} of ${count(running.length, 'task')} run cannot be told: ${missing ?? 'ECS does not say which digest they have'}.`,
  }
}

/** A task runs one image in one container and another version of the same repository in the next. */
function besideOthers({ taskDefinition }: Observation, environment: Environment): Finding | null {
  if (taskDefinition.state !== 'read') return null
  const { containers, image } = taskDefinition.value
  if (image === null) return null
  const { moved, behind } = releaseContainers(containers, environment)
  const main = parseImageReference(image)
  const others = containers.filter((one) => {
    const { tag, digest } = parseImageReference(one.image)
    const isSame = digest === null || main.digest === null ? tag === main.tag : digest === main.digest
    const isBeside = one.name !== environment.backend.container
    return isBeside && !isSame && (moved.includes(one.name) || behind.includes(one))
  })
  if (others.length === 0) return null
  const names = others.map((one) => `${one.name} runs ${afterRepository(one.image)}`).join(', ')
  return {
    status: 'warn',
    half: 'backend',
    expected: afterRepository(image),
    observed: others.map((one) => afterRepository(one.image)).join(', '),
    sentence: `Beside ${environment.backend.container}, which runs ${afterRepository(image)}, ${names}: containers of one repository run different images.`,
  }
}

const afterRepository = (image: string): string => image.slice(image.lastIndexOf('/') + 1)

function uniform(running: readonly TaskState[], service: ServiceState | null): Finding | null {
  const digest = running.find((task) => task.imageDigest !== null)?.imageDigest ?? null
  if (digest === null || service === null || running.some((task) => task.imageDigest === null)) return null
  const observed = `${count(running.length, 'task')} on ${shortDigest(digest)}`
  return {
    status: 'ok',
    expected:
      service.taskDefinitionArn === null
        ? 'one image'
        : `all tasks on ${shortTaskDefinition(service.taskDefinitionArn)}`,
    observed,
    sentence:
      running.length === 1
        ? 'The only task runs what the service asks for.'
        : `All ${running.length} tasks run the same image.`,
  }
}
