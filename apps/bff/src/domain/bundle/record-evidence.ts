import { buildRecordPath, type BuildRecord, type BuiltFile } from '@lockstep/shared-types/build-record'
import { matcherOf } from '../artifact/exclude-files.ts'
import { versionFilePath } from '../artifact/publish-order.ts'
import type { Environment } from '../environment.ts'

/** How one file of a record was found. */
export type FileVerdict = 'same' | 'missing' | 'other' | { readonly unread: string }

/** A build's record, compared with the files that are there. */
export type RecordEvidence = {
  readonly version: string | null
  readonly endpoint: string | null
  readonly settings: Readonly<Record<string, string>>
  /** How many files are there, byte for byte. */
  readonly same: number
  readonly missing: readonly string[]
  /** There, with other bytes. */
  readonly differing: readonly string[]
  /** Could not be compared, with the reason. */
  readonly unread: readonly string[]
  /** What else speaks against the record being of this site. */
  readonly contradictions: readonly string[]
}

/** Files of a build that are compared: not those that are each environment's own. */
export function comparedFiles(
  { files }: BuildRecord,
  { frontend }: Pick<Environment, 'frontend'>,
): readonly BuiltFile[] {
  const isOwn = matcherOf([...frontend.exclude, ...frontend.keep])
  const others: readonly (string | null)[] = [buildRecordPath, versionFilePath, frontend.endpointFile]
  return files.filter(({ path }) => !others.includes(path) && !isOwn(path))
}

/** `loaded` are the scripts that the page makes browsers load, `buildVersion` what the page says of itself. */
export function judgeRecord(
  record: BuildRecord,
  verdicts: ReadonlyMap<string, FileVerdict>,
  page: {
    readonly buildVersion: string | null
    readonly loaded: readonly string[]
    readonly ownFile: string | null
  },
): RecordEvidence {
  const of = (wanted: FileVerdict) =>
    [...verdicts].filter(([, verdict]) => verdict === wanted).map(([path]) => path)
  const known = new Set(record.files.map(({ path }) => path))
  const foreign = page.loaded.filter((path) => !known.has(path) && path !== page.ownFile)
  const otherVersion =
    record.version !== null && page.buildVersion !== null && record.version !== page.buildVersion
      ? [`the record is of ${record.version}, the page of ${page.buildVersion}`]
      : []
  return {
    version: record.version,
    endpoint: record.endpoint,
    settings: record.settings,
    same: of('same').length,
    missing: of('missing'),
    differing: of('other'),
    unread: [...verdicts].flatMap(([path, verdict]) =>
      typeof verdict === 'object' ? [`${path} (${verdict.unread})`] : [],
    ),
    contradictions: [
      ...otherVersion,
      ...foreign.map((path) => `the page loads ${path}, which the record does not know`),
    ],
  }
}
