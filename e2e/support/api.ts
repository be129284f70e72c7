import { EnvironmentDetail } from '@lockstep/shared-types/environment'
import { ReleaseSummary } from '@lockstep/shared-types/release'
import { z } from 'zod'
import type { DemoProcess } from '../../scripts/demo/demo-process.ts'

/** Newest first, as the demo's scenario pushes them to production's repository. */
const productionNames = [
  'next',
  'unhealthy',
  'errorProne',
  'criticalFindings',
  'failedTests',
  'dirtyTree',
  'withoutFrontend',
  'current',
  'previous',
] as const
type VersionName = (typeof productionNames)[number]

const Artifacts = z.object({ artifacts: z.array(z.object({ version: z.string(), digest: z.string() })) })
const Releases = z.object({ releases: z.array(ReleaseSummary) })
const environmentApi = (demo: DemoProcess, id: string) =>
  `${demo.url}/api/v1/applications/storefront/environments/${id}`

const read = async <Type>(url: string, schema: z.ZodType<Type>): Promise<Type> => {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${await response.text()}`)
  return schema.parse(await response.json())
}

/** Production's versions by what is odd about them. */
export const productionVersions = async (demo: DemoProcess): Promise<Record<VersionName, string>> => {
  const { artifacts } = await read(`${environmentApi(demo, 'production')}/artifacts?limit=9`, Artifacts)
  const named = (name: VersionName): string => {
    const version = artifacts[productionNames.indexOf(name)]?.version
    if (version === undefined) throw new Error(`production has no version ${name}`)
    return version
  }
  return {
    next: named('next'),
    unhealthy: named('unhealthy'),
    errorProne: named('errorProne'),
    criticalFindings: named('criticalFindings'),
    failedTests: named('failedTests'),
    dirtyTree: named('dirtyTree'),
    withoutFrontend: named('withoutFrontend'),
    current: named('current'),
    previous: named('previous'),
  }
}

/** The newest version of an environment, and the digest of its image. */
export const newestVersion = async (demo: DemoProcess, id: string) => {
  const [newest] = (await read(`${environmentApi(demo, id)}/artifacts?limit=1`, Artifacts)).artifacts
  if (newest === undefined) throw new Error(`${id} has no version`)
  return newest
}

export const readEnvironment = (demo: DemoProcess, id: string) =>
  read(environmentApi(demo, id), EnvironmentDetail)

export const listReleases = async (demo: DemoProcess, id: string) =>
  (await read(`${demo.url}/api/v1/releases?application=storefront&environment=${id}`, Releases)).releases
