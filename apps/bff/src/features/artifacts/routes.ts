import { Artifact, ArtifactPage, ArtifactQuery, Digest } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Hono } from 'hono'
import type { Result } from '../../domain/result.ts'
import { describe } from '../../http/describe.ts'
import { EnvironmentParam, toRef } from '../../http/environment-param.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { unwrap } from '../../http/problem-error.ts'
import { validate } from '../../http/validate.ts'

export type ArtifactRoutesDeps = {
  readonly listArtifacts: (ref: EnvironmentRef, query: ArtifactQuery) => Promise<Result<ArtifactPage>>
  readonly getArtifact: (ref: EnvironmentRef, digest: string) => Promise<Result<Artifact>>
}

const path = '/applications/:application/environments/:environment/artifacts'

export const artifactRoutes = ({ listArtifacts, getArtifact }: ArtifactRoutesDeps) =>
  new Hono<HttpEnv>()
    .get(
      path,
      describe('artifacts', 'Versions that can be released here.', { status: 200, schema: ArtifactPage }),
      validate('param', EnvironmentParam),
      validate('query', ArtifactQuery),
      async (c) =>
        c.json(unwrap(await listArtifacts(toRef(c.req.valid('param')), c.req.valid('query'))), 200),
    )
    .get(
      `${path}/:digest`,
      describe('artifacts', 'One artifact.', { status: 200, schema: Artifact }),
      validate('param', EnvironmentParam.extend({ digest: Digest })),
      async (c) => {
        const param = c.req.valid('param')
        return c.json(unwrap(await getArtifact(toRef(param), param.digest)), 200)
      },
    )
