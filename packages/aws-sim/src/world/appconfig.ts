import { AwsError } from '../wire/aws-error.ts'
import { addVersion, type VersionInput } from './appconfig/hosted-version.ts'
import { createRemovals } from './appconfig/removals.ts'
import { createSessions, type Sessions } from './appconfig/sessions.ts'
import { runDeployment, stateWhenStopped, stopDeployment } from './appconfig/rollout.ts'
import { predefinedStrategies } from './appconfig/strategies.ts'
import type {
  Application,
  Deployment,
  Environment,
  HostedVersion,
  Profile,
  Strategy,
} from './appconfig/types.ts'
import type { WorldContext } from './world.ts'

type Named = { readonly name: string; readonly description?: string | undefined }

/** Configuration that is deployed by itself: applications, environments, profiles, versions, deployments. Ids or names find. */
export interface AppConfig {
  createApplication(input: Named): Application
  createEnvironment(application: string, input: Named): Environment
  createProfile(application: string, input: Named & { readonly type?: string | undefined }): Profile
  createVersion(application: string, profile: string, input: VersionInput): HostedVersion
  /** What callers are given: the version that is in place, and the one that grows to a percentage of them. */
  deployed(application: string, environment: string, profile: string): Deployed
  createStrategy(input: Omit<Strategy, 'id'>): Strategy
  /** Deploys with the strategy; `latestDeploymentNumber` refuses when another deployment came between. */
  startDeployment(input: StartInput): Deployment
  /** Refuses what bakes or is complete, unless reverting is allowed. */
  stopDeployment(application: string, environment: string, number: number, allowRevert: boolean): Deployment
  /** Removes it; `ConflictException` while something stands on it. */
  removeApplication(id: string): void
  removeEnvironment(application: string, id: string): void
  removeProfile(application: string, id: string): void
  removeVersion(application: string, profile: string, number: number): void
  removeStrategy(id: string): void
  applications(): Application[]
  strategies(): Strategy[]
  application(idOrName: string): Application
  environment(application: string, idOrName: string): Environment
  profile(application: string, idOrName: string): Profile
  strategy(idOrName: string): Strategy
  deployment(application: string, environment: string, number: number): Deployment
  readonly sessions: Sessions
}

export type Deployed = {
  readonly stable: HostedVersion | null
  readonly next: { readonly version: HostedVersion; readonly percentage: number } | null
}

export type StartInput = {
  readonly application: string
  readonly environment: string
  readonly profile: string
  readonly strategy: string
  /** A version's number or its label. */
  readonly version: string
  readonly description?: string | undefined
  readonly latestDeploymentNumber?: number | undefined
}

export function createAppConfig(context: WorldContext): AppConfig {
  const { clock, random } = context
  const applications = new Map<string, Application>()
  const strategies = new Map(predefinedStrategies.map((strategy) => [strategy.id, strategy]))
  const newId = (): string => random.hex(7)

  const application = (idOrName: string) => find(applications, idOrName, 'Application')
  const environment = (app: string, idOrName: string) =>
    find(application(app).environments, idOrName, 'Environment')
  const profile = (app: string, idOrName: string) =>
    find(application(app).profiles, idOrName, 'ConfigurationProfile')
  const strategy = (idOrName: string) => find(strategies, idOrName, 'DeploymentStrategy')
  const deployment = (app: string, env: string, number: number): Deployment => {
    const found = environment(app, env).deployments[number - 1]
    return found ?? notFound('Deployment', String(number))
  }
  return {
    application,
    environment,
    profile,
    strategy,
    deployment,
    ...createRemovals({ applications, strategies, application, environment, profile, strategy }),
    applications: () => [...applications.values()],
    strategies: () => [...strategies.values()],
    sessions: createSessions(context, (app, env, prof) => ({
      environment: environment(app, env),
      profile: profile(app, prof),
    })),
    createApplication({ name, description }) {
      return add(applications, {
        id: newId(),
        name,
        description,
        environments: new Map(),
        profiles: new Map(),
      })
    },
    createEnvironment(app, { name, description }) {
      const { id: applicationId, environments } = application(app)
      const created = { id: newId(), name, description, applicationId, deployments: [], serving: new Map() }
      return add(environments, created)
    },
    createProfile(app, { name, description, type = 'AWS.Freeform' }) {
      return add(application(app).profiles, {
        id: newId(),
        name,
        description,
        type,
        versions: [],
        lastVersionNumber: 0,
      })
    },
    createVersion: (app, prof, input) => addVersion(profile(app, prof), input),
    deployed(app, env, prof) {
      const { versions, id } = profile(app, prof)
      const serving = environment(app, env).serving.get(id)
      const numbered = (number: number | undefined | null): HostedVersion | null =>
        versions.find((version) => version.number === number) ?? null
      const next = numbered(serving?.next?.version)
      return {
        stable: numbered(serving?.stable),
        next: serving?.next && next ? { version: next, percentage: serving.next.percentage } : null,
      }
    },
    createStrategy: (input) => add(strategies, { ...input, id: newId() }),
    startDeployment(input) {
      const env = environment(input.application, input.environment)
      const prof = profile(input.application, input.profile)
      const version = prof.versions.find(({ number, label }) =>
        [String(number), label].includes(input.version),
      )
      if (!version) return notFound('HostedConfigurationVersion', input.version)
      const active = env.deployments.find(({ state }) => state === 'DEPLOYING' || state === 'BAKING')
      if (active)
        throw new AwsError(
          'ConflictException',
          `Deployment ${active.number} is in progress in this environment.`,
        )
      const latest = env.deployments.length
      if (input.latestDeploymentNumber !== undefined && input.latestDeploymentNumber !== latest)
        throw new AwsError('ConflictException', `The latest deployment number is ${latest}.`)
      const serving = env.serving.get(prof.id) ?? { stable: null, next: null }
      env.serving.set(prof.id, serving)
      const started: Deployment = {
        number: latest + 1,
        environment: env,
        profile: prof,
        strategy: strategy(input.strategy),
        version,
        description: input.description,
        previous: serving.stable,
        startedAt: clock.now(),
        completedAt: null,
        state: 'DEPLOYING',
        percentage: 0,
        events: [],
      }
      env.deployments.push(started)
      runDeployment(clock, started)
      return started
    },
    stopDeployment(app, env, number, allowRevert) {
      const found = deployment(app, env, number)
      const becomes = stateWhenStopped(found, allowRevert, clock.now())
      // believed: the error's name and its words; the API reference lists BadRequestException and does not say for what.
      if (becomes === null)
        throw new AwsError(
          'BadRequestException',
          `Deployment ${number} is ${found.state} and cannot be stopped.`,
        )
      stopDeployment(clock, found, becomes)
      return found
    },
  }
}

function find<Kind extends { readonly id: string; readonly name: string }>(
  all: ReadonlyMap<string, Kind>,
  idOrName: string,
  what: string,
): Kind {
  return (
    all.get(idOrName) ?? [...all.values()].find(({ name }) => name === idOrName) ?? notFound(what, idOrName)
  )
}

function add<Kind extends { readonly id: string }>(all: Map<string, Kind>, created: Kind): Kind {
  all.set(created.id, created)
  return created
}

function notFound(what: string, id: string): never {
  throw new AwsError('ResourceNotFoundException', `${what} not found for ID: ${id}`, null, null, {
    ResourceName: what,
  })
}
