import { evidenceOf } from '../../domain/bundle/testing/scan-all.ts'
import {
  entryValue,
  environment,
  observe,
  read,
  site,
  version,
} from '../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../domain/environment.ts'
import type { ArtifactInspection } from '../../domain/release/artifact-inspection.ts'
import { artifactEndpoint, artifactSettings } from '../../domain/release/preflight/artifact-rules.ts'
import { artifactFrontend } from '../../domain/release/preflight/frontend-rule.ts'
import type { PreflightFacts } from '../../domain/release/preflight/preflight-facts.ts'
import { ok } from '../../domain/result.ts'
import type { Answers, BuiltWorld } from './corpus-case.ts'
import { driftAnswers } from './drift-answers.ts'

type Gaps = Parameters<typeof evidenceOf>[2]

/** What the rules say of a site with these scripts, at the edge, in the bucket and inside the image. */
export function siteAnswers(
  scripts: Readonly<Record<string, string>>,
  change: Partial<Environment> = {},
  gaps: Gaps = {},
): Answers {
  const of = { ...environment, settings: {}, forbiddenValues: [], ...change }
  const evidence = evidenceOf(scripts, of, { version, ...gaps })
  const served = site({ entry: read({ ...entryValue, ...evidence }) })
  return {
    ...driftAnswers({ edge: served, bucket: served }, of),
    ...preflightAnswers({ buildVersion: version, entry: evidence }, of),
  }
}

/** What the preflight checks of a frontend say of an image in which this was found. */
export function preflightAnswers(found: Partial<ArtifactInspection>, of: Environment = environment): Answers {
  const facts = preflightFacts(found, of)
  const answers = [artifactFrontend, artifactEndpoint, artifactSettings].flatMap((rule) => {
    const answer = rule.find(facts)
    return answer === null ? [] : [[`preflight:${rule.id}`, answer] as const]
  })
  return Object.fromEntries(answers)
}

/** Those of a deploy of both halves at the fixture's version. */
export function preflightFacts(
  found: Partial<ArtifactInspection>,
  of: Environment = environment,
): PreflightFacts {
  const inspection = {
    labels: noLabels,
    files: [],
    totalBytes: 0,
    buildVersion: null,
    entry: null,
    elsewhere: [],
    leadsTo: null,
    page: { tags: [], policies: [], refusedBase: null },
    ...found,
  }
  return {
    environment: of,
    shape: { kind: 'deploy', scope: 'both', strategy: 'all-at-once', emergency: false },
    artifact: { version, digest: '' },
    registered: { ok: false, problem: { code: 'not-found', title: '', detail: null, remedy: null } },
    inspection: ok(inspection),
    observation: observe(),
    invalidationMode: null,
    bucket: null,
    risks: null,
    activeReleaseId: null,
    rollout: null,
    trafficBefore: null,
    hold: null,
    sidecars: [],
    taskDefinition: null,
    taskPlatform: null,
  }
}

const noLabels = {
  version: null,
  commit: null,
  branch: null,
  builtAt: null,
  cleanTree: null,
  testsPassed: null,
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  txt: 'text/plain',
  svg: 'image/svg+xml',
}

/** Puts files into the bucket of a world's site, with the headers that publishing would give them; null takes one away. */
export function putFiles({ world, built }: BuiltWorld, files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) world.s3.bucket(built.bucket).delete(path)
    else
      world.s3.put(built.bucket, path, text, {
        contentType: contentTypes[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        cacheControl: path.startsWith('assets/')
          ? 'public,max-age=31536000,immutable'
          : 'public,max-age=60,must-revalidate',
      })
  }
}

/** A page of the version that the world's environment runs, with this in its head. */
export const pageOf = ({ built }: BuiltWorld, head: string): string =>
  `<!doctype html><html data-build-version="${built.version('current').version}"><head>${head}</head><body></body></html>`

/** Has the world's distribution add headers to all that it serves, as a response headers policy does. */
export function addHeaders({ world, built }: BuiltWorld, headers: Readonly<Record<string, string>>): void {
  const items = Object.entries(headers).map(([Header, Value]) => ({ Header, Value, Override: true }))
  const { id } = world.cloudfront.createResponseHeadersPolicy({
    Name: `headers-of-${built.distributionId}`,
    CustomHeadersConfig: { Quantity: items.length, Items: items },
  })
  const distribution = world.cloudfront.distribution(built.distributionId)
  const behaviour = distribution.config.DefaultCacheBehavior
  if (behaviour)
    distribution.config = {
      ...distribution.config,
      DefaultCacheBehavior: { ...behaviour, ResponseHeadersPolicyId: id },
    }
}
