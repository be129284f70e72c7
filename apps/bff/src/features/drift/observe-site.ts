import type { SiteObservation } from '../../domain/drift/observation.ts'
import type { Place } from '../../domain/drift/needs.ts'
import { withoutBase } from '../../domain/bundle/weigh-tags.ts'
import { isUndecoded } from '../../domain/bundle/undecoded.ts'
import { parseHtml, withoutPolicies, type ParsedHtml } from '../../domain/drift/parse-html.ts'
import { parseVersionFile } from '../../domain/drift/parse-version-file.ts'
import type { Environment } from '../../domain/environment.ts'
import { onlyLeadsOn, scriptsElsewhere } from '../../domain/drift/scripts-elsewhere.ts'
import type { Reading, ReadValue } from '../../domain/reading.ts'
import type { ReadSiteFile, SiteFile } from './ports.ts'
import { createScriptReader, type ListSite } from './read-scripts.ts'

const maxHtmlBytes = 2 * 1024 * 1024
const maxVersionFileBytes = 64 * 1024

const absent = ({ source, readAt }: Reading<unknown>): Extract<Reading<never>, { state: 'absent' }> => ({
  state: 'absent',
  source,
  readAt,
})

function noScript(page: ReadValue<SiteFile>, { elsewhere, leadsTo }: ParsedHtml): Reading<never> {
  const { source, readAt } = page
  if (leadsTo !== null) return { state: 'unreadable', problem: onlyLeadsOn(leadsTo), source, readAt }
  if (elsewhere.length > 0)
    return { state: 'unreadable', problem: scriptsElsewhere(elsewhere), source, readAt }
  return isUndecoded(page.value.text ?? '') ? { ...absent(page), instead: 'undecodable' } : absent(page)
}

/**
 * Makes a reader of the frontend as one place serves it: the HTML, the version file, and the scripts that the HTML
 * leads to. A site that answers its index page for every missing file does not pass for having them.
 */
export function createSiteObserver(readFile: ReadSiteFile, place: Place) {
  const readScripts = createScriptReader(readFile, place)

  const readPage = async (
    environment: Environment,
    list: ListSite,
  ): Promise<Pick<SiteObservation, 'html' | 'entry'>> => {
    const wanted = { path: 'index.html', maxBytes: maxHtmlBytes, knownEtag: null }
    const page = await readFile(environment, wanted)
    if (page.state !== 'read') return { html: page, entry: page }
    const { text, contentPolicy } = page.value
    const headerPolicies = contentPolicy === undefined ? [] : [contentPolicy]
    const asHeld = parseHtml(text ?? '', environment.frontend.url, headerPolicies)
    const parsed =
      place === 'bucket' && environment.frontend.rewrittenAtEdge ? withoutPolicies(asHeld) : asHeld
    const { buildVersion, entryPath, refusedBase } = parsed
    const {
      contentType,
      isNoSniff = false,
      cacheControl,
      expiresSeconds = null,
      etag,
      ageSeconds,
      lastModified,
      sha256,
    } = page.value
    const html = {
      ...page,
      value: {
        buildVersion,
        entryPath,
        contentType,
        isNoSniff,
        cacheControl,
        expiresSeconds,
        etag,
        ageSeconds,
        lastModified,
        sha256: sha256 ?? '',
        ...(headerPolicies.length === 0 ? {} : { headerPolicies }),
        ...(refusedBase === null ? {} : { refusedBase: withoutBase(refusedBase).text }),
      },
    }
    const { entry, evidence, standsInPage } = await readScripts(
      environment,
      { html: parsed, readAt: page.readAt, sha256, hashes: page.value.hashes },
      list,
    )
    if (entryPath === null || entry === null) {
      const isRefused = parsed.leadsTo === null && (evidence.disallowed ?? []).length > 0
      if (!standsInPage && !isRefused) return { html, entry: noScript(page, parsed) }
      return {
        html,
        entry: { ...page, value: { ...evidence, path: 'index.html', cacheControl, sha256: sha256 ?? '' } },
      }
    }
    if (entry.state !== 'read') return { html, entry }
    return {
      html,
      entry: { ...entry, value: { ...evidence, path: entryPath, ...entry.value } },
    }
  }

  const readVersionFile = async (environment: Environment): Promise<SiteObservation['versionFile']> => {
    const wanted = { path: 'version.txt', maxBytes: maxVersionFileBytes, knownEtag: null }
    const file: Reading<SiteFile> = await readFile(environment, wanted)
    if (file.state !== 'read') return file
    const parsed = parseVersionFile(file.value.text ?? '')
    if (parsed === null) return absent(file)
    const { cacheControl, expiresSeconds = null, lastModified, sha256 } = file.value
    return {
      ...file,
      value: { ...parsed, cacheControl, expiresSeconds, lastModified, sha256: sha256 ?? '' },
    }
  }

  return async (environment: Environment, list: ListSite): Promise<SiteObservation> => {
    // Asked for beside the page, so that nothing waits for it afterwards.
    void list()
    const [page, versionFile] = await Promise.all([readPage(environment, list), readVersionFile(environment)])
    return { ...page, versionFile }
  }
}
