import { candidatePagePrefix } from '../domain/artifact/candidate-pages.ts'
import type { Environment } from '../domain/environment.ts'
import { fail, ok } from '../domain/result.ts'
import { candidateEnvironment } from '../domain/rollout/candidate-environment.ts'
import { readCandidateSite } from '../features/artifacts/read-candidate-site.ts'
import { publishFrontend, type PublishFrontendDeps } from '../features/artifacts/publish-frontend.ts'
import type { CandidatePorts, ServiceDeployer } from '../workflows/ports.ts'

export type CandidateDeps = PublishFrontendDeps & {
  readonly deployer: Pick<ServiceDeployer, 'service' | 'update'>
}

/** What a release in stages does with the candidate's halves, beside the traffic. */
export const composeCandidate = (deps: CandidateDeps): CandidatePorts => ({
  publish(environment, request) {
    const pagePrefix = candidatePagePrefix(environment)
    return pagePrefix === null
      ? Promise.resolve(fail(noPagesOfItsOwn(environment)))
      : publishFrontend(deps, { environment, ...request, pagePrefix })
  },
  async follow(environment) {
    const candidate = candidateEnvironment(environment)
    if (candidate === null) return undefined
    const [main, own] = await Promise.all([
      deps.deployer.service(environment),
      deps.deployer.service(candidate),
    ])
    if (!main.ok || !own.ok) return 'unreadable'
    const { desired, running, taskDefinitionArn } = own.value
    // One that somebody has stopped stays so; one with more tasks keeps them.
    if (desired > 0 && desired < main.value.desired && taskDefinitionArn !== null)
      // Read anew at the next look, whatever came of it.
      await deps.deployer.update(candidate, taskDefinitionArn, { desired: main.value.desired })
    return { main: main.value.desired, running }
  },
  site: (environment) => readCandidateSite(deps, environment),
  // Its pages stay until the next release tidies: without the cohort nobody is sent to them.
  async retire(environment) {
    const candidate = candidateEnvironment(environment)
    if (candidate === null) return ok(undefined)
    const service = await deps.deployer.service(candidate)
    if (!service.ok) return service
    if (service.value.desired === 0) return ok(undefined)
    const { taskDefinitionArn } = service.value
    // Without a definition of its own it is another controller's: ECS refuses any change of it.
    return taskDefinitionArn === null
      ? ok(undefined)
      : await deps.deployer.update(candidate, taskDefinitionArn, { desired: 0 })
  },
})

const noPagesOfItsOwn = ({ applicationId, environmentId }: Environment) =>
  ({
    code: 'rollout-not-configured',
    title: 'The rollout of this environment has no pages of a candidate.',
    detail: `${applicationId}/${environmentId}`,
    remedy: 'Put the rollout back into the configuration as it was when the release was planned.',
  }) as const
