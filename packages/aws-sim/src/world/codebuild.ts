import { AwsError } from '../wire/aws-error.ts'
import { arn } from './arn.ts'
import type { WorldContext } from './world.ts'

/** The phases of a build, in order. */
export const buildPhases = [
  'SUBMITTED',
  'QUEUED',
  'PROVISIONING',
  'DOWNLOAD_SOURCE',
  'INSTALL',
  'PRE_BUILD',
  'BUILD',
  'POST_BUILD',
  'UPLOAD_ARTIFACTS',
  'FINALIZING',
] as const
export type BuildPhase = (typeof buildPhases)[number]

export type BuildOutcome = 'SUCCEEDED' | { readonly failsIn: BuildPhase; readonly message: string }

export type Phase = {
  readonly type: BuildPhase
  readonly startedAt: number
  endedAt: number | null
  status: 'SUCCEEDED' | 'FAILED' | 'STOPPED' | null
  message: string | null
}

export type Build = {
  readonly id: string
  readonly arn: string
  readonly number: number
  readonly project: Project
  readonly sourceVersion: string
  readonly environment: ReadonlyMap<string, string>
  readonly initiator: string
  readonly startedAt: number
  endedAt: number | null
  status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'STOPPED'
  readonly phases: Phase[]
  readonly exported: Map<string, string>
}

export type ProjectInput = {
  readonly name: string
  readonly sourceLocation?: string
  readonly defaultSourceVersion?: string
  readonly environment?: Readonly<Record<string, string>>
  /** How builds end; the default is success. */
  readonly outcome?: (build: Build) => BuildOutcome
  /** What a good build leaves behind, such as a pushed image; runs when BUILD has passed. */
  readonly onBuilt?: (build: Build) => void
  /** Virtual; the default is one second, four for BUILD. */
  readonly phaseMilliseconds?: (phase: BuildPhase) => number
}

export type Project = ProjectInput & { readonly arn: string; readonly createdAt: number; buildCount: number }

export type StartBuildInput = {
  readonly projectName: string
  readonly sourceVersion?: string | undefined
  readonly environment?: ReadonlyMap<string, string>
  readonly initiator?: string
}

/** Build projects and their builds, which pass through their phases over virtual time. */
export interface CodeBuild {
  createProject(input: ProjectInput): Project
  project(name: string): Project | null
  projects(): Project[]
  start(input: StartBuildInput): Build
  stop(id: string): Build
  build(idOrArn: string): Build | null
  /** Newest first. */
  builds(projectName?: string): Build[]
}

export function createCodeBuild(context: WorldContext): CodeBuild {
  const { clock, random } = context
  const projects = new Map<string, Project>()
  const builds = new Map<string, Build>()

  const find = (idOrArn: string): Build | null =>
    builds.get(idOrArn) ?? [...builds.values()].find((build) => build.arn === idOrArn) ?? null
  const end = (build: Build, status: Build['status']): void => {
    build.status = status
    build.endedAt = clock.now()
  }
  const enter = (build: Build, index: number): void => {
    const type = buildPhases[index]
    if (!type) return end(build, 'SUCCEEDED')
    const phase: Phase = { type, startedAt: clock.now(), endedAt: null, status: null, message: null }
    build.phases.push(phase)
    clock.after((build.project.phaseMilliseconds ?? defaultMilliseconds)(type), () => {
      if (build.status !== 'IN_PROGRESS') return
      const outcome = build.project.outcome?.(build) ?? 'SUCCEEDED'
      phase.endedAt = clock.now()
      if (outcome !== 'SUCCEEDED' && outcome.failsIn === type) {
        phase.status = 'FAILED'
        phase.message = outcome.message
        return end(build, 'FAILED')
      }
      phase.status = 'SUCCEEDED'
      if (type === 'BUILD') build.project.onBuilt?.(build)
      enter(build, index + 1)
    })
  }
  return {
    createProject(input) {
      const created = {
        ...input,
        arn: arn(context, 'codebuild', `project/${input.name}`),
        createdAt: clock.now(),
        buildCount: 0,
      }
      projects.set(input.name, created)
      return created
    },
    project: (name) => projects.get(name) ?? null,
    projects: () => [...projects.values()],
    build: find,
    builds: (projectName) =>
      [...builds.values()]
        .filter(({ project }) => [undefined, project.name].includes(projectName))
        .toReversed(),
    start({ projectName, sourceVersion, environment = new Map(), initiator = 'demo' }) {
      const project = projects.get(projectName)
      if (!project)
        throw new AwsError(
          'ResourceNotFoundException',
          `Project cannot be found: ${arn(context, 'codebuild', `project/${projectName}`)}`,
        )
      const id = `${projectName}:${random.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`
      const build: Build = {
        id,
        arn: arn(context, 'codebuild', `build/${id}`),
        number: ++project.buildCount,
        project,
        sourceVersion: sourceVersion ?? project.defaultSourceVersion ?? 'main',
        environment: new Map([...Object.entries(project.environment ?? {}), ...environment]),
        initiator,
        startedAt: clock.now(),
        endedAt: null,
        status: 'IN_PROGRESS',
        phases: [],
        exported: new Map(),
      }
      builds.set(id, build)
      enter(build, 0)
      return build
    },
    stop(id) {
      const build = find(id)
      if (!build) throw new AwsError('ResourceNotFoundException', `Build ${id} does not exist.`)
      if (build.status !== 'IN_PROGRESS') return build
      const phase = build.phases.at(-1)
      if (phase) Object.assign(phase, { endedAt: clock.now(), status: 'STOPPED' })
      end(build, 'STOPPED')
      return build
    },
  }
}

function defaultMilliseconds(phase: BuildPhase): number {
  return phase === 'BUILD' ? 4000 : 1000
}
