import { AwsError } from '../../wire/aws-error.ts'
import type { AppConfig } from '../../world/appconfig.ts'

type WithId = { readonly id: string }

/** The same state for the operations that manage it: they take ids, whereas the world, and polling clients, take names too. */
export function idsOnly(state: AppConfig): AppConfig {
  const application = (id: string) => own(state.application(id), id, 'Application')
  const environment = (app: string, id: string) =>
    own(state.environment(application(app).id, id), id, 'Environment')
  const profile = (app: string, id: string) =>
    own(state.profile(application(app).id, id), id, 'ConfigurationProfile')
  const strategy = (id: string) => own(state.strategy(id), id, 'DeploymentStrategy')
  return {
    ...state,
    application,
    environment,
    profile,
    strategy,
    removeApplication: (id) => state.removeApplication(application(id).id),
    removeEnvironment: (app, id) => state.removeEnvironment(app, environment(app, id).id),
    removeProfile: (app, id) => state.removeProfile(app, profile(app, id).id),
    removeVersion: (app, prof, number) => state.removeVersion(app, profile(app, prof).id, number),
    removeStrategy: (id) => state.removeStrategy(strategy(id).id),
    createEnvironment: (app, input) => state.createEnvironment(application(app).id, input),
    createProfile: (app, input) => state.createProfile(application(app).id, input),
    createVersion: (app, prof, input) => state.createVersion(app, profile(app, prof).id, input),
    deployment: (app, env, number) => state.deployment(app, environment(app, env).id, number),
    startDeployment(input) {
      environment(input.application, input.environment)
      profile(input.application, input.profile)
      strategy(input.strategy)
      return state.startDeployment(input)
    },
    stopDeployment: (app, env, number, allowRevert) =>
      state.stopDeployment(app, environment(app, env).id, number, allowRevert),
  }
}

function own<Kind extends WithId>(found: Kind, id: string, what: string): Kind {
  if (found.id === id) return found
  throw new AwsError('ResourceNotFoundException', `${what} not found for ID: ${id}`, null, null, {
    ResourceName: what,
  })
}
