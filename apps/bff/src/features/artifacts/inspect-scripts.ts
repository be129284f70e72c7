import { createHash } from 'node:crypto'
import { buildRecordPath, parseBuildRecord, type BuildRecord } from '@lockstep/shared-types/build-record'
import { matcherOf } from '../../domain/artifact/exclude-files.ts'
import type { FrontendFile } from '../../domain/artifact/frontend-file.ts'
import { sumUp, type BundleEvidence } from '../../domain/bundle/bundle-evidence.ts'
import { valuesUnder, type DeclaredEndpoint } from '../../domain/bundle/declared-endpoint.ts'
import { notAsStated } from '../../domain/bundle/integrity.ts'
import { maxScriptBytes, maxScripts, maxSiteBytes } from '../../domain/bundle/limits.ts'
import { comparedFiles, judgeRecord } from '../../domain/bundle/record-evidence.ts'
import { scanPiecewise } from '../../domain/bundle/scan-piecewise.ts'
import type { ScriptFacts } from '../../domain/bundle/scan-script.ts'
import {
  besides,
  decodePath,
  linksOf,
  lostChunks,
  lostMentions,
  type ReadScript,
} from '../../domain/bundle/script-links.ts'
import { wantedOf, type Wanted } from '../../domain/bundle/wanted.ts'
import { scriptsBeyond, type WeighedTag } from '../../domain/bundle/weigh-tags.ts'
import { withRecord } from '../../domain/bundle/with-record.ts'
import type { ParsedHtml } from '../../domain/drift/parse-html.ts'
import type { Environment } from '../../domain/environment.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { FrontendImageReader } from './ports.ts'

export type InspectScripts = {
  readonly images: Pick<FrontendImageReader, 'stream'>
  readonly environment: Environment
  readonly digest: string
  readonly html: ParsedHtml
  /** What the scripts that stand in the page say, by their names. */
  readonly inline: ReadonlyMap<string, ScriptFacts>
  readonly tags: readonly WeighedTag[]
  /** All of the frontend folder. */
  readonly files: readonly FrontendFile[]
  readonly signal: AbortSignal
}

/** Looks into every script of the folder: all of it is going to be served, whether the page leads to it or not. */
export async function inspectScripts(work: InspectScripts): Promise<Result<BundleEvidence>> {
  const { environment, html, inline, tags, files } = work
  const wanted = wantedOf(environment, html.buildVersion)
  const { siteUrl } = wanted
  const scripts = new Map<string, ScriptFacts>()
  const sources = new Map<string, ReadScript>()
  const needed = new Set([...html.scripts, ...html.stylesheets])
  const note = (name: string, path: string | null, facts: ScriptFacts): void => {
    scripts.set(name, facts)
    sources.set(name, { facts, path })
    for (const link of linksOf(facts, path, siteUrl, html.baseUrl).sure) needed.add(link)
  }
  for (const [name, facts] of inline) note(name, null, facts)
  const { endpointFrom, endpointFile, endpointKey } = environment.frontend
  let declared: DeclaredEndpoint | null =
    endpointFrom === 'file' && endpointFile !== null && endpointKey !== null
      ? { file: endpointFile, key: endpointKey, state: 'absent' }
      : null
  const stated = new Set(html.integrity.map(({ path }) => decodePath(path)))
  const hashes = new Map<string, readonly string[]>()
  const isScript = ({ path }: FrontendFile) => /\.[mc]?js$/i.test(path)
  let found: FoundRecord = null
  const { chosen, unread } = choose(
    files.filter(
      (file) =>
        isScript(file) ||
        stated.has(file.path) ||
        file.path === declared?.file ||
        file.path === buildRecordPath,
    ),
  )
  const streamed =
    chosen.length === 0
      ? ok(undefined)
      : await work.images.stream(
          environment,
          chosen,
          work.digest,
          async (file, body) => {
            const { text, hashes: own } = await readText(body, stated.has(file.path))
            hashes.set(file.path, own)
            if (declared?.file === file.path)
              declared = { ...declared, state: 'read', values: valuesUnder(text, declared.key) }
            if (file.path === buildRecordPath) found = { record: parseBuildRecord(text) }
            if (isScript(file)) note(file.path, encodeURI(file.path), await scanPiecewise(text, wanted))
            return ok(undefined)
          },
          work.signal,
        )
  if (!streamed.ok) return streamed
  const there = new Set(files.map((file) => file.path))
  const isThere = (path: string): boolean => there.has(decodePath(path))
  const lost = lostChunks(scripts, siteUrl, isThere)
  const mentioned = lostMentions(sources, { siteUrl, baseUrl: html.baseUrl }, isThere)
  const isOwn = matcherOf([...environment.frontend.exclude, ...environment.frontend.keep])
  // What the bucket has of its own need not come with the image.
  const missing = [...new Set([...needed, ...lost.missing, ...mentioned.missing].map(decodePath))].filter(
    (path) => !there.has(path) && !isOwn(path) && path !== environment.frontend.endpointFile,
  )
  // All of the folder was looked into, whoever loads it.
  const notThere = found === null ? besides(new Set(missing), [...lost.unsure, ...mentioned.unsure]) : []
  const { attributes } = html
  const refused = notAsStated(html.integrity, (path) => hashes.get(decodePath(path)), decodePath)
  const gaps = {
    unread: [...html.unseen, ...unread, ...scriptsBeyond(html, tags), ...notThere],
    missing,
    refused,
    policies: html.policies,
    declared,
    allNamed: true,
    attributes,
  }
  const evidence = sumUp(scripts, wanted, gaps)
  return ok(withInspected(evidence, found, work, wanted))
}

/** The text of the record that is in the image, understood; null when there is none. */
type FoundRecord = { readonly record: BuildRecord | null } | null

function withInspected(
  evidence: BundleEvidence,
  found: FoundRecord,
  { environment, html, files }: InspectScripts,
  wanted: Wanted,
): BundleEvidence {
  if (found === null) return evidence
  if (found.record === null)
    return { ...evidence, recordProblem: `${buildRecordPath} is no record of a build` }
  const there = new Map(files.map((file) => [file.path, file]))
  const verdicts = comparedFiles(found.record, environment).map(({ path, bytes, md5 }) => {
    const file = there.get(path)
    // Of a file in several parts the tag is no MD5: its size has to do.
    const isSame = file?.size === bytes && (file.etag === md5 || file.etag.includes('-'))
    return [path, file === undefined ? 'missing' : isSame ? 'same' : 'other'] as const
  })
  const about = {
    buildVersion: html.buildVersion,
    loaded: html.scripts.map(decodePath),
    ownFile: environment.frontend.endpointFile,
  }
  return withRecord(evidence, judgeRecord(found.record, new Map(verdicts), about), wanted)
}

function choose(scripts: readonly FrontendFile[]): { chosen: FrontendFile[]; unread: string[] } {
  const chosen: FrontendFile[] = []
  const unread: string[] = []
  let bytes = 0
  for (const file of scripts) {
    const fits =
      chosen.length < maxScripts && file.size <= maxScriptBytes && bytes + file.size <= maxSiteBytes
    if (!fits) unread.push(`${file.path} (beyond the limits for looking into scripts)`)
    else {
      chosen.push(file)
      bytes += file.size
    }
  }
  return { chosen, unread }
}

async function readText(
  body: AsyncIterable<Uint8Array>,
  isHashed: boolean,
): Promise<{ readonly text: string; readonly hashes: string[] }> {
  const decoder = new TextDecoder()
  const sums = (isHashed ? ['sha256', 'sha384', 'sha512'] : []).map(
    (name) => [name, createHash(name)] as const,
  )
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    for (const [, sum] of sums) sum.update(chunk)
  }
  return {
    text: text + decoder.decode(),
    hashes: sums.map(([name, sum]) => `${name}-${sum.digest('base64')}`),
  }
}
