import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { auditRoutes, type AuditRoutesDeps } from './features/audit/routes.ts'
import { artifactRoutes, type ArtifactRoutesDeps } from './features/artifacts/routes.ts'
import { driftRoutes, type DriftRoutesDeps } from './features/drift/routes.ts'
import { environmentRoutes, type EnvironmentRoutesDeps } from './features/environments/routes.ts'
import { fleetRoutes, type FleetRoutesDeps } from './features/fleet/routes.ts'
import { measurementRoutes, type MeasurementRoutesDeps } from './features/measurements/routes.ts'
import { policyRoutes, type PolicyRoutesDeps } from './features/policy/routes.ts'
import { releaseRoutes, type ReleaseRoutesDeps } from './features/releases/routes.ts'
import { rolloutRoutes, type RolloutRoutesDeps } from './features/rollouts/routes.ts'
import { sessionRoutes } from './features/session/routes.ts'
import { handleError, handleNotFound, problemResponse } from './http/error-handler.ts'
import { guardHost, type GuardHostOptions } from './http/guard-host.ts'
import { healthRoutes, type HealthRoutesDeps } from './http/health-routes.ts'
import type { HttpEnv } from './http/http-env.ts'
import { idempotency, type IdempotencyStore } from './http/idempotency.ts'
import { liveStreamRoutes, type LiveStreamDeps } from './http/live-stream.ts'
import { openapi } from './http/openapi.ts'
import { requestLog, type RequestLogOptions } from './http/request-log.ts'
import { securityHeaders } from './http/security-headers.ts'
import { signIn, type SignInOptions } from './http/sign-in.ts'
import { staticSite } from './http/static-site.ts'

export type AppDeps = FleetRoutesDeps &
  EnvironmentRoutesDeps &
  DriftRoutesDeps &
  MeasurementRoutesDeps &
  PolicyRoutesDeps &
  ArtifactRoutesDeps &
  ReleaseRoutesDeps &
  RolloutRoutesDeps &
  AuditRoutesDeps &
  HealthRoutesDeps &
  LiveStreamDeps &
  RequestLogOptions &
  GuardHostOptions &
  SignInOptions & {
    readonly version: string
    readonly idempotencyStore: IdempotencyStore
    /** Text of the Prometheus page. */
    readonly metricsPage: () => Promise<string>
    /** Folder of the built web app; null serves the API alone. */
    readonly webRoot: string | null
  }

const largestBody = 64 * 1024

/** The routes under `/api/v1`, chained so that their types are the contract of the web app's client. */
const apiRoutes = (deps: AppDeps) =>
  new Hono<HttpEnv>()
    .route('/', sessionRoutes(deps))
    .route('/', fleetRoutes(deps))
    .route('/', environmentRoutes(deps))
    .route('/', driftRoutes(deps))
    .route('/', measurementRoutes(deps))
    .route('/', policyRoutes(deps))
    .route('/', artifactRoutes(deps))
    .route('/', releaseRoutes(deps))
    .route('/', rolloutRoutes(deps))
    .route('/', auditRoutes(deps))
    .route('/', liveStreamRoutes(deps))

/** The type of the API, for the typed client. */
export type Api = ReturnType<typeof apiRoutes>

/** The whole HTTP side: guards, API, health, metrics, page. */
export function createApp(deps: AppDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  app.onError(handleError)
  app.notFound(handleNotFound)
  app.use(requestLog(deps), securityHeaders())
  app.route('/', healthRoutes(deps))
  app.use(guardHost(deps), signIn(deps))
  app.get('/metrics', async (c) => c.text(await deps.metricsPage(), 200))
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], '/api/*', limitBody, idempotency(deps.idempotencyStore))
  app.use('/api/*', async (c, next) => {
    await next()
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  })
  app.route('/api/v1', apiRoutes(deps))
  app.get('/api/openapi.json', openapi(app, deps.version))
  app.all('/api/*', (c) => handleNotFound(c))
  if (deps.webRoot !== null) app.route('/', staticSite(deps.webRoot))
  return app
}

const limitBody = bodyLimit({
  maxSize: largestBody,
  onError: (c) =>
    problemResponse(c, {
      code: 'bad-request',
      title: 'The body of the request is too large.',
      detail: `At most ${largestBody} bytes.`,
      remedy: null,
    }),
})
