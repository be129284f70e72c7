import { expectedSettings } from '../../domain/drift/expected-settings.ts'
import { findSettings, type FoundSettings } from '../../domain/drift/find-settings.ts'
import type { EntryBundle, SiteObservation } from '../../domain/drift/observation.ts'
import { parseHtml } from '../../domain/drift/parse-html.ts'
import { parseVersionFile } from '../../domain/drift/parse-version-file.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { ReadSiteFile, SiteFile } from './ports.ts'

const maxHtmlBytes = 2 * 1024 * 1024
const maxVersionFileBytes = 64 * 1024
const maxBundleBytes = 32 * 1024 * 1024

const absent = ({ source, readAt }: Reading<unknown>): Reading<never> => ({ state: 'absent', source, readAt })

/** Percent-decoded; the path as it stands when it is not valid percent-encoding. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/**
 * Makes a reader of the frontend as one place serves it: the HTML, the version file, and the entry bundle
 * that the HTML names. A site that answers its index page for every missing file does not pass for having them.
 * The outcome of searching a bundle is kept per environment while its entity tag stays the same.
 */
export function createSiteObserver(readFile: ReadSiteFile) {
  const searched = new Map<
    string,
    {
      readonly key: string
      readonly etag: string
      readonly found: FoundSettings & Pick<EntryBundle, 'sha256'>
    }
  >()

  const readEntry = async (
    environment: Environment,
    path: string,
    version: string | null,
  ): Promise<Reading<EntryBundle>> => {
    const key = JSON.stringify([path, version, environment.settings])
    const kept = searched.get(environmentKey(environment))
    const known = kept?.key === key ? kept : null
    const wanted = { path: decodePath(path), maxBytes: maxBundleBytes, knownEtag: known?.etag ?? null }
    const reading = await readFile(environment, wanted)
    if (reading.state !== 'read') return reading
    const { text, etag, cacheControl, contentType } = reading.value
    if (contentType === 'text/html') return absent(reading)
    if (text === null && known !== null) return { ...reading, value: { path, cacheControl, ...known.found } }
    const expected = expectedSettings(environment, version)
    const found = {
      ...findSettings(text ?? '', expected, environment.forbiddenValues),
      sha256: reading.value.sha256 ?? '',
    }
    if (etag !== null) searched.set(environmentKey(environment), { key, etag, found })
    return { ...reading, value: { path, cacheControl, ...found } }
  }

  const readPage = async (environment: Environment): Promise<Pick<SiteObservation, 'html' | 'entry'>> => {
    const wanted = { path: 'index.html', maxBytes: maxHtmlBytes, knownEtag: null }
    const page = await readFile(environment, wanted)
    if (page.state !== 'read') return { html: page, entry: page }
    const { buildVersion, entryPath } = parseHtml(page.value.text ?? '', environment.frontend.url)
    const { cacheControl, etag, ageSeconds, lastModified, sha256 } = page.value
    const html = {
      ...page,
      value: {
        buildVersion,
        entryPath,
        cacheControl,
        etag,
        ageSeconds,
        lastModified,
        sha256: sha256 ?? '',
      },
    }
    const entry = entryPath === null ? absent(page) : await readEntry(environment, entryPath, buildVersion)
    return { html, entry }
  }

  const readVersionFile = async (environment: Environment): Promise<SiteObservation['versionFile']> => {
    const wanted = { path: 'version.txt', maxBytes: maxVersionFileBytes, knownEtag: null }
    const file: Reading<SiteFile> = await readFile(environment, wanted)
    if (file.state !== 'read') return file
    const parsed = parseVersionFile(file.value.text ?? '')
    if (parsed === null) return absent(file)
    const { cacheControl, lastModified, sha256 } = file.value
    return { ...file, value: { ...parsed, cacheControl, lastModified, sha256: sha256 ?? '' } }
  }

  return async (environment: Environment): Promise<SiteObservation> => {
    const [page, versionFile] = await Promise.all([readPage(environment), readVersionFile(environment)])
    return { ...page, versionFile }
  }
}
