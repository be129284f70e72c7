import { Slug } from '@lockstep/shared-types/environment'
import { z } from 'zod'

/** The path part that names an environment. */
export const EnvironmentParam = z.object({ application: Slug, environment: Slug })

export const toRef = (param: z.infer<typeof EnvironmentParam>) => ({
  applicationId: param.application,
  environmentId: param.environment,
})
