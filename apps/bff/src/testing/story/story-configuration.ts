import type { FlaggedEnvironment } from '@lockstep/aws-sim/scenarios/build-flagged-app'

export type StoryPolicy = {
  /** Of the rollout, such as `15m`. */
  readonly interval: string
  readonly window: string
  readonly inconclusiveGoesBackAfter: string | null
  /** What the metrics call the new path; the application says `new`. */
  readonly candidateMetrics?: string
}

const noComplaint = { id: 'no-complaint', label: 'No complaint from users' }
const whileSplit = {
  bake: '7d',
  stable: '24h',
  below: { 'error-rate': 0.1, 'latency-p95': 500 },
  manual: [noComplaint],
}

/** R3 as its team would write it into a file: stages and limits to the letter, the decision matrix left to the default. JSON is YAML. */
export function storyConfiguration(
  built: FlaggedEnvironment,
  { candidateMetrics = 'new', ...policy }: StoryPolicy,
): string {
  const { VITE_API_URL: _endpoint, ...settings } = built.settings
  const { spec, flag } = built
  const environment = {
    id: built.environmentId,
    protected: true,
    aws: { region: 'eu-west-1' },
    backend: {
      cluster: built.cluster,
      service: built.service,
      container: built.container,
      repository: built.repository,
      url: built.apiUrl,
    },
    frontend: { bucket: built.bucket, distributionId: built.distributionId, url: built.siteUrl },
    settings: { ...settings, VITE_BUILD_VERSION: '{version}', VITE_BUILD_TIME: '{any}' },
    thresholds: {
      'latency-p95': { warning: 1000, critical: 2000 },
      'error-rate': { warning: 0.5, critical: 1 },
    },
    metrics: {
      application: {
        namespace: spec.namespace,
        variants: { dimension: 'Path', baseline: 'old', candidate: candidateMetrics },
        endpoints: { dimension: 'Endpoint', names: spec.endpoints.map(({ name }) => name) },
      },
      database: { instance: spec.databaseId },
      rum: { application: spec.rumApplication },
    },
    rollout: {
      driver: {
        type: 'appconfig-flag',
        application: flag.application,
        environment: flag.environment,
        profile: flag.profile,
        flag: flag.key,
        splitBy: 'userId',
        strategy: flag.strategy,
      },
      ...policy,
      stages: [
        { percent: 10, ...whileSplit },
        { percent: 50, ...whileSplit },
        {
          percent: 100,
          bake: '7d',
          stable: '7d',
          below: { 'error-rate': 0.05, 'latency-p95': 500 },
          comparison: 'better',
        },
      ],
      preflight: [
        {
          name: 'The migration is applied',
          path: '/api/migrations/status',
          holds: '"applied":true',
        },
      ],
      afterZero: [{ name: 'The old path asks for a token', path: '/api/courses', status: 401 }],
      openApi: { path: '/openapi.json', endpoints: ['GET /api/v2/courses'] },
    },
  }
  return JSON.stringify({
    applications: [{ id: spec.applicationId, environments: [environment] }],
  })
}
