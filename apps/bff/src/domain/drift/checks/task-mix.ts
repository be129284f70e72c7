import { isDeploying } from '../deployment.ts'
import { needService, needTasks } from '../needs.ts'
import type { Observation, ServiceState, TaskState } from '../observation.ts'
import { deployRemedy, rollbackRemedy } from '../remedies.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { backendVersion } from '../versions.ts'
import { count, shortDigest, shortTaskDefinition } from '../words.ts'

/** All running tasks run one image and the service's task definition (R4). */
export const taskMix: DriftRule = {
  id: 'task-mix',
  question: 'whether all tasks run the same image',
  explainedByRelease: true,
  needs: (o) => [needTasks(o), needService(o)],
  find(o, environment) {
    if (o.service.state === 'absent') {
      return {
        status: 'fail',
        half: 'backend',
        sentence: 'The backend service does not exist: no tasks run.',
      }
    }
    const service = o.service.state === 'read' ? o.service.value : null
    const failed = service?.deployments.find(({ rolloutState }) => rolloutState === 'FAILED')
    if (failed) {
      return {
        status: 'fail',
        half: 'backend',
        sentence: `ECS gave up the deployment of ${shortTaskDefinition(failed.taskDefinitionArn)}: ${failed.rolloutReason ?? 'no reason given'}.`,
        remedy: rollbackRemedy(o),
      }
    }
    const listed = o.tasks.state === 'read' ? o.tasks.value : o.tasks.state === 'absent' ? [] : null
    if (listed === null) return null
    const running = listed.filter((task) => task.lastStatus === 'RUNNING')
    if (running.length === 0) return nothingRuns(service)
    return mixed(o, running, service, backendVersion(o, environment)) ?? uniform(running, service)
  },
}

function nothingRuns(service: ServiceState | null): Finding | null {
  if (service === null) return null
  return service.desired === 0
    ? { status: 'warn', half: 'backend', sentence: 'The service is scaled to zero: no tasks run.' }
    : {
        status: 'fail',
        half: 'backend',
        expected: count(service.desired, 'task'),
        observed: 'none',
        sentence: `No task runs, ${service.desired} should.`,
      }
}

function mixed(
  o: Observation,
  running: readonly TaskState[],
  service: ServiceState | null,
  version: string | null,
): Finding | null {
  const byDigest = Map.groupBy(
    running.filter((task) => task.imageDigest !== null),
    (task) => task.imageDigest ?? '',
  )
  const byDefinition = Map.groupBy(running, (task) => task.taskDefinitionArn)
  const wanted = service?.taskDefinitionArn
  const strangers = wanted === undefined ? [] : running.filter((task) => task.taskDefinitionArn !== wanted)
  if (byDigest.size < 2 && byDefinition.size < 2 && strangers.length === 0) return null
  const parts = byDigest.size > 1 ? byDigest : byDefinition
  const name = byDigest.size > 1 ? shortDigest : shortTaskDefinition
  const observed = [...parts].map(([key, tasks]) => `${tasks.length} × ${name(key)}`).join(', ')
  const deploying = service !== null && isDeploying(service) && !o.releaseActive
  const what =
    parts.size > 1
      ? `The running tasks are a mix: ${observed}`
      : `All tasks run ${observed}, the service asks for ${wanted === undefined ? 'another' : shortTaskDefinition(wanted)}`
  return {
    status: deploying ? 'warn' : 'fail',
    half: 'backend',
    expected: wanted === undefined ? 'one image' : `all tasks on ${shortTaskDefinition(wanted)}`,
    observed,
    sentence: deploying
      ? `ECS is replacing tasks. ${what}.`
      : `${what}: users get answers of different builds, by chance.`,
    remedy: deploying ? null : deployRemedy('backend', version),
  }
}

function uniform(running: readonly TaskState[], service: ServiceState | null): Finding | null {
  const digest = running.find((task) => task.imageDigest !== null)?.imageDigest ?? null
  if (digest === null || service === null || running.some((task) => task.imageDigest === null)) return null
  const observed = `${count(running.length, 'task')} on ${shortDigest(digest)}`
  return {
    status: 'ok',
    expected: `all tasks on ${shortTaskDefinition(service.taskDefinitionArn)}`,
    observed,
    sentence:
      running.length === 1
        ? 'The only task runs what the service asks for.'
        : `All ${running.length} tasks run the same image.`,
  }
}
