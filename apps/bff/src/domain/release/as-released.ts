import type { Problem } from '@lockstep/shared-types/problem'
import type { Observation } from '../drift/observation.ts'
import { askedVersion, frontendVersion } from '../drift/versions.ts'
import { count, moment, shortDigest, shortTaskDefinition, withoutFullStop } from '../drift/words.ts'
import type { Environment } from '../environment.ts'
import { judgeDeployment, type DeploymentAsked, type Overtaken } from './judge-deployment.ts'

/** What a release brought, as far as it may be looked for afterwards. */
export type Released = {
  readonly version: string
  /** Null where it leaves the backend as it is. */
  readonly backend:
    | (DeploymentAsked & {
        /** When it asked for it. */
        readonly askedAt: string | null
        /** Digests by which its image may be known. */
        readonly digests: readonly string[]
        /** What its tasks were proved to run; null when that is not known. */
        readonly ran: string | null
      })
    | null
  /** Null where it leaves the frontend as it is; `page`: the ETag of the page that it published, null when not known. */
  readonly frontend: { readonly page: string | null } | null
}

/** What a half is now, in a sentence, where it is not what the steps of the release say. */
export type HalvesNow = { readonly backend?: string; readonly frontend?: string }

export type AsReleased =
  | { readonly state: 'same' }
  /** `sentence` says what could not be told. */
  | { readonly state: 'unknown'; readonly sentence: string }
  | {
      readonly state: 'other'
      /** Another look changes nothing. */
      readonly isCertain: boolean
      readonly problem: Problem
      readonly now: HalvesNow
    }

type Other = Extract<AsReleased, { readonly state: 'other' }>
const same: AsReleased = { state: 'same' }

/** Whether what runs and is served is still what the release brought: others may have changed it since. */
export function asReleased(o: Observation, released: Released, environment: Environment): AsReleased {
  const halves = [backendAsReleased(o, released, environment), frontendAsReleased(o, released, environment)]
  const others = halves.filter((half): half is Other => half.state === 'other')
  const [first, ...rest] = others
  if (first !== undefined)
    return rest.reduce(
      (all, { problem, now, isCertain }): Other => ({
        state: 'other',
        isCertain: all.isCertain || isCertain,
        problem: { ...all.problem, detail: `${all.problem.detail} ${problem.title} ${problem.detail}` },
        now: { ...all.now, ...now },
      }),
      first,
    )
  return halves.find(({ state }) => state === 'unknown') ?? same
}

function backendAsReleased(o: Observation, released: Released, environment: Environment): AsReleased {
  const { backend, version } = released
  if (backend === null) return same
  if (o.service.state === 'unreadable') return notKnown('the backend', version, o.service.problem.title)
  if (o.service.state === 'absent')
    return other(released, 'backend', 'the ECS service was deleted', {
      detail: 'There is no such service any more.',
      now: 'The backend is gone: its service was deleted.',
    })
  const verdict = judgeDeployment(o.service.value, backend)
  switch (verdict.state) {
    case 'rolled-back':
    case 'replaced':
    case 'gone':
      return replacedBackend(o, released, environment, { state: verdict.state, sentence: verdict.sentence })
    case 'failed':
    case 'pending':
    case 'started':
    case 'draining':
    case 'steady':
      return tasksAsReleased(o, released, o.service.value.desired)
  }
}

/** What took the place of the release's own deployment, and whose doing that was. */
export function replacedBackend(
  o: Observation,
  released: Pick<Released, 'version' | 'backend'>,
  environment: Environment,
  verdict: { readonly state: Overtaken; readonly sentence: string },
): Other {
  const { backend, version } = released
  const runs = askedOf(o, environment)
  const now = `The backend is told to run ${runs} now.`
  if (backend !== null && isByEcs(o, backend, verdict.state))
    return {
      state: 'other',
      isCertain: true,
      problem: {
        code: 'ecs-rolled-back',
        title: 'ECS went back to the version before by itself.',
        detail: verdict.sentence,
        remedy: 'Read why its tasks stopped in the log of the release, repair it, and release a new version.',
      },
      now: { backend: now },
    }
  const primary = o.service.state === 'read' ? o.service.value.deployments[0] : undefined
  const since = primary === undefined ? '' : ` since ${moment(primary.createdAt)}`
  const registered = registeredWords(o)
  const doubt =
    verdict.state === 'gone' && o.givenUp?.state === 'unreadable'
      ? ` Whether ECS went back by itself could not be read: ${o.givenUp.problem.title}`
      : ''
  return other(released, 'backend', `the service was told to run ${runs}`, {
    detail: `It is told to run ${runs}${since}, instead of ${version}. AWS does not say who told it${registered}.${doubt}`,
    now,
  })
}

function isByEcs(
  { givenUp }: Pick<Observation, 'givenUp'>,
  { digests, askedAt }: NonNullable<Released['backend']>,
  state: Overtaken,
): boolean {
  if (state !== 'gone') return state === 'rolled-back'
  const list = givenUp?.state === 'read' ? givenUp.value : []
  // One that failed here before the release says nothing of it, nor one that somebody has stopped.
  return list.some(
    ({ digest, cause, at }) =>
      cause !== null && digest !== null && digests.includes(digest) && (askedAt === null || at >= askedAt),
  )
}

/** `storefront-api:6 (v1.4.2)`: what the service asks for. */
function askedOf(o: Observation, environment: Environment): string {
  const arn = o.service.state === 'read' ? o.service.value.taskDefinitionArn : null
  if (arn === null) return 'a task definition that it does not name'
  const asked = o.taskDefinition.state === 'read' && o.taskDefinition.value.arn === arn
  const found = asked ? askedVersion(o, environment) : null
  const image = asked && o.taskDefinition.state === 'read' ? o.taskDefinition.value.image : null
  const name = found?.state === 'known' ? found.version : image
  return `${shortTaskDefinition(arn)}${name === null ? '' : ` (${name})`}`
}

function registeredWords({ taskDefinition }: Pick<Observation, 'taskDefinition'>): string {
  if (taskDefinition.state !== 'read' || taskDefinition.value.registeredBy === null) return ''
  const { registeredBy, registeredAt } = taskDefinition.value
  const when = registeredAt === null ? '' : ` on ${moment(registeredAt)}`
  return `; ${registeredBy} registered that revision${when}`
}

/** ECS keeps the task definition and may still have started other bytes, or nothing at all. */
function tasksAsReleased({ tasks }: Observation, released: Released, desired: number): AsReleased {
  const { backend, version } = released
  if (backend === null) return same
  if (tasks.state === 'unreadable') return notKnown('the backend', version, tasks.problem.title)
  const running = (tasks.state === 'read' ? tasks.value : []).filter(
    ({ lastStatus, taskDefinitionArn }) =>
      lastStatus === 'RUNNING' && taskDefinitionArn === backend.taskDefinitionArn,
  )
  if (running.length === 0 && desired > 0)
    return {
      state: 'other',
      isCertain: false,
      problem: {
        code: 'verification-failed',
        title: `No task of ${version} runs any more.`,
        detail: `The service asks for ${count(desired, 'task')}, and none of ${shortTaskDefinition(backend.taskDefinitionArn)} runs.`,
        remedy: 'Look at why its tasks stopped, in the log of the release; roll back if users are affected.',
      },
      now: { backend: `The backend is told to run ${version}, and no task of it runs.` },
    }
  const { ran } = backend
  const strange =
    ran === null ? [] : running.flatMap(({ imageDigest }) => imageDigest ?? []).filter((one) => one !== ran)
  const [stranger] = strange
  if (stranger === undefined) return same
  const which = `${strange.length} of ${count(running.length, 'task')} run another image`
  return other(released, 'backend', which, {
    detail: `They run ${shortDigest(stranger)} instead of ${shortDigest(ran ?? '')}, from the same task definition.`,
    now: `Of the backend, ${which} than ${version}.`,
  })
}

/** By the bucket: whether the edge has all of that is for the drift check, and its copies may be late. */
function frontendAsReleased(o: Observation, released: Released, environment: Environment): AsReleased {
  const { frontend, version } = released
  if (frontend === null) return same
  const { html, versionFile } = o.bucket
  const unread = [html, versionFile].find(({ state }) => state === 'unreadable')
  if (html.state === 'absent')
    return other(released, 'frontend', "the site's page was removed from the bucket", {
      detail: `${environment.frontend.bucket} holds no page any more.`,
      now: 'The bucket holds no page.',
    })
  if (html.state === 'read') {
    const { etag, lastModified } = html.value
    const named = frontendVersion(o, 'bucket')
    const stated = versionFile.state === 'read' ? versionFile.value.version : null
    const isOther = frontend.page !== null && etag !== null && etag !== frontend.page
    if (isOther || (stated !== null && stated !== version)) {
      const holds =
        named === null
          ? 'a page that names no version'
          : named === version && (stated ?? version) === version
            ? `other bytes of ${named}`
            : `a page of ${named}${stated === null || stated === named ? '' : ` and a version.txt of ${stated}`}`
      const since = lastModified === null ? '' : ` since ${moment(lastModified)}`
      return other(released, 'frontend', 'the page in the bucket was replaced', {
        detail: `The bucket holds ${holds}${since}. S3 does not say who wrote it.`,
        now: `The bucket holds ${holds}; the edge may serve ${version} for a while.`,
      })
    }
  }
  if (unread?.state === 'unreadable') return notKnown('the frontend', version, unread.problem.title)
  return same
}

const other = (
  { version }: Pick<Released, 'version'>,
  half: keyof HalvesNow,
  what: string,
  { detail, now }: { readonly detail: string; readonly now: string },
): Other => ({
  state: 'other',
  isCertain: true,
  problem: {
    code: 'changed-outside',
    title: `While ${version} was released, ${what}: not by Lockstep.`,
    detail,
    remedy: `Find out who did this. Then deploy ${version} again, or leave it as it is now: nothing is held against ${version}.`,
  },
  now: { [half]: now },
})

const notKnown = (what: string, version: string, why: string): AsReleased => ({
  state: 'unknown',
  sentence: `Whether ${what} still is at ${version} is not known: ${withoutFullStop(why)}.`,
})
