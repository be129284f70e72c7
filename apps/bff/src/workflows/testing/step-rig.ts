import { ok } from '../../domain/result.ts'
import { ana, begin, stages } from '../../domain/rollout/testing/rollout-fixture.ts'
import type { ReleaseJournal, ReleasePorts, ReleaseWork } from '../ports.ts'
import type { createRolloutWorld } from '../rollout/testing/rollout-world.ts'
import { releaseId, rolledOut } from '../rollout/testing/rollout-world.ts'

const at = new Date(begin).toISOString()
const artifact = { version: 'v2', digest: `sha256:${'2'.repeat(64)}` }
const basics = {
  applicationId: rolledOut.applicationId,
  environmentId: rolledOut.environmentId,
  kind: 'deploy',
  scope: 'backend',
  strategy: 'stages',
  artifact,
  from: { version: 'v1', digest: `sha256:${'1'.repeat(64)}` },
} as const

/** A release in stages, as the step works on it. */
const work: ReleaseWork = {
  release: {
    ...basics,
    id: releaseId,
    status: 'running',
    requestedBy: ana,
    reason: null,
    createdAt: at,
    endedAt: null,
    outcome: '',
    planId: releaseId,
    invalidationMode: null,
    steps: [],
    failure: null,
    etaSeconds: null,
    rolledBackBy: null,
    rollbackOf: null,
    overrides: [],
  },
  plan: {
    ...basics,
    id: releaseId,
    emergency: false,
    preflight: [],
    blocked: false,
    taskDefinition: null,
    files: null,
    invalidation: null,
    rollout: {
      driver: 'alb-weights',
      limits: { percentages: null, maxPercent: 100, down: 'any', sentence: 'Any.' },
      stages: [...stages],
    },
    steps: [],
    expectedSeconds: 0,
    undo: '',
    confirmation: { phrase: null, reasonRequired: false },
    unreadable: [],
    computedAt: at,
    expiresAt: at,
  },
  basis: { taskDefinitionArn: null, runningDigest: null, page: null, configuration: '', commit: null },
  taskDefinitionArn: null,
}

const notAsked = () => Promise.reject(new Error('this was not to be asked'))

/** What a step needs, over a rollout in memory; a journal's method that `breaks` names rejects so many times. */
export function createStepPorts(
  rig: ReturnType<typeof createRolloutWorld>,
  breaks: Partial<Record<keyof ReleaseJournal, number>> = {},
) {
  const said: string[] = []
  const left = new Map(Object.entries(breaks))
  const may = async (name: keyof ReleaseJournal): Promise<void> => {
    const failures = left.get(name) ?? 0
    left.set(name, failures - 1)
    if (failures > 0) throw new Error(`the database is away for ${name}`)
  }
  const journal: ReleaseJournal = {
    load: () => may('load').then(() => work),
    control: () =>
      may('control').then(() => ({ abortRequested: false, decision: null, decisionReason: null })),
    abortedBy: () => may('abortedBy').then(() => null),
    setStatus: (_id, _status, outcome) => may('setStatus').then(() => void said.push(outcome)),
    startStep: () => may('startStep').then(() => at),
    updateStep: () => may('updateStep'),
    retryStep: () => may('retryStep'),
    endStep: () => may('endStep'),
    log: () => may('log'),
    setTaskDefinition: () => may('setTaskDefinition'),
    keepServiceBefore: (_id, _service, before) => may('keepServiceBefore').then(() => before),
    active: () => may('active').then(() => [releaseId]),
    end: () => may('end'),
  }
  const ports: ReleasePorts = {
    journal,
    deployer: {
      service: notAsked,
      register: notAsked,
      describe: notAsked,
      update: notAsked,
      stoppedTasks: notAsked,
    },
    invalidator: { create: notAsked, isComplete: notAsked },
    publishFrontend: notAsked,
    tidyFrontend: notAsked,
    observe: notAsked,
    readSite: notAsked,
    readTargets: notAsked,
    readTasks: notAsked,
    readTaskLog: notAsked,
    readHealth: notAsked,
    readAppVersion: notAsked,
    readMeasurements: notAsked,
    preflightAgain: notAsked,
    planDefinitionAgain: notAsked,
    rollBackAutomatically: notAsked,
    candidate: {
      publish: notAsked,
      follow: () => Promise.resolve(undefined),
      site: () => Promise.resolve(undefined),
      retire: () => Promise.resolve(ok(undefined)),
    },
    rollout: rig.ports,
  }
  return { ports, said, left }
}
