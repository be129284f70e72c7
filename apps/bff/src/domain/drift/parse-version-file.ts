import type { VersionFile } from './observation.ts'

const maxVersionLength = 200

/**
 * Reads `version.txt`: line 1 the version, line 2 the backend image, line 3 when it was deployed (R1).
 * Null when the text is something else, such as the index page that a site answers for a missing file.
 */
export function parseVersionFile(text: string): VersionFile | null {
  const [version = '', backendImage = '', deployedAt = ''] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
  if (version === '' || version.length > maxVersionLength || /[\s<>{}]/.test(version)) return null
  return { version, backendImage: backendImage || null, deployedAt: toIsoTime(deployedAt) }
}

const time =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(?: ?(?:(Z|UTC|GMT)|([+-]\d{2}):?(\d{2})?))?$/i

/** A time without a zone is UTC, whatever zone this process runs in. Null when it is no time. */
function toIsoTime(text: string): string | null {
  const [, date, clock, , hours = '+00', minutes = '00'] = time.exec(text) ?? []
  if (date === undefined || clock === undefined) return null
  const milliseconds = Date.parse(`${date}T${clock.replace(',', '.')}${hours}:${minutes}`)
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString()
}
