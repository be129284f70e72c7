import { ok } from '../domain/result.ts'
import { candidateEnvironment } from '../domain/rollout/candidate-environment.ts'
import type { CandidatePorts, ServiceDeployer } from '../workflows/ports.ts'

/** What a release in stages does with the candidate's halves. */
export const composeCandidate = (deps: { readonly deployer: ServiceDeployer }): CandidatePorts => ({
  publish: () => Promise.resolve({ ok: true, value: { uploaded: 0, uploadedBytes: 0, skipped: 0 } }),
  async retire(environment) {
    const candidate = candidateEnvironment(environment)
    if (candidate === null) return ok(undefined)
    const service = await deps.deployer.service(candidate)
    if (!service.ok) return service
    if (service.value.desired === 0) return ok(undefined)
    return await deps.deployer.update(candidate, service.value.taskDefinitionArn, 0)
  },
})
