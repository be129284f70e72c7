import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const App = z.object({
  applicationId: z.string(),
  namespace: z.string(),
  flag: z.object({ application: z.string(), environment: z.string(), strategy: z.string() }),
  settings: z.record(z.string(), z.string()),
  cluster: z.string(),
  service: z.string(),
  container: z.string(),
  repository: z.string(),
  bucket: z.string(),
  distributionId: z.string(),
  apiUrl: z.string(),
  siteUrl: z.string(),
})
type App = z.infer<typeof App>
const Told = z.object({ url: z.string(), apps: z.array(App) })
const Requests = z.array(z.object({ seq: z.number(), service: z.string(), operation: z.string() }))

export type RolloutWorld = z.infer<typeof Told> & {
  readonly env: Readonly<Record<string, string>>
  /** The calls that AWS saw after the one of that number; it keeps the newest 20,000. */
  requests(since: number): Promise<z.infer<typeof Requests>>
  stop(): void
}

/** Starts an AWS with so many environments behind flags, and waits until it is there. */
export async function startRolloutWorld(environments: number): Promise<RolloutWorld> {
  const child = fork(new URL('./serve-rollouts.ts', import.meta.url), [String(environments)])
  const message = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`The world ended with ${code}`)))
  })
  const { url, apps } = Told.parse(message)
  return {
    url,
    apps,
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_REGION: 'eu-west-1',
    },
    requests: async (since) =>
      Requests.parse(await (await fetch(`${url}/_sim/requests?since=${since}`)).json()),
    stop: () => child.disconnect(),
  }
}

/** Ten regions, so that ten budgets of calls; AWS grants them by account and region. */
const regions = ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'eu-south-1'].concat([
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
])

/** A configuration in which nothing looks but the rollouts, as often as they do by default. */
export function writeRolloutConfiguration(folder: string, apps: readonly App[]): string {
  const file = join(folder, 'lockstep.yaml')
  writeFileSync(file, JSON.stringify({ applications: apps.map(toApplication) }))
  return file
}

function toApplication(app: App, index: number) {
  const { VITE_API_URL: _endpoint, ...settings } = app.settings
  return {
    id: app.applicationId,
    environments: [
      {
        id: 'production',
        aws: { region: regions[index % regions.length] },
        backend: {
          cluster: app.cluster,
          service: app.service,
          container: app.container,
          repository: app.repository,
          url: app.apiUrl,
        },
        frontend: { bucket: app.bucket, distributionId: app.distributionId, url: app.siteUrl },
        settings: { ...settings, VITE_BUILD_VERSION: '{version}', VITE_BUILD_TIME: '{any}' },
        monitor: { interval: '1h', activeInterval: '1h' },
        drift: { staleAfter: '2h' },
        metrics: {
          application: {
            namespace: app.namespace,
            variants: { dimension: 'Path', baseline: 'old', candidate: 'new' },
          },
        },
        rollout: {
          driver: {
            type: 'appconfig-flag',
            ...app.flag,
            profile: 'features',
            flag: 'new-data-path',
            splitBy: 'userId',
          },
          stages: [{ percent: 50, bake: '1h' }, { percent: 100 }],
          afterZero: [{ name: 'The old path asks for a token', path: '/api/courses', status: 401 }],
        },
      },
    ],
  }
}
