import { buildRecordPath, type BuildRecord, type BuiltFile } from '@lockstep/shared-types/build-record'
import { matcherOf } from '../artifact/exclude-files.ts'
import { versionFilePath } from '../artifact/publish-order.ts'
import { isSameName } from '../artifact/same-name.ts'
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
  /** Why it is no record of the page's own build, such as one that an earlier release left; null where nothing says so. */
  readonly foreign: string | null
  /** The page's bytes are not the recorded ones: nothing is concluded from its settings. */
  readonly isOfPage: boolean
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

/** Whether a record may speak for a page: neither their versions nor the page's own bytes contradict each other. */
export const isOfPage = (
  record: Pick<BuildRecord, 'version'>,
  buildVersion: string | null,
  index: FileVerdict | undefined,
): boolean => index !== 'other' && !namesOther(record.version, buildVersion)

const namesOther = (recorded: string | null, stated: string | null): boolean =>
  recorded !== null && stated !== null && !isSameName(recorded, stated)

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
  const loaded = page.loaded.filter((path) => path !== page.ownFile)
  const unknown = loaded.filter((path) => !known.has(path))
  const index = verdicts.get('index.html')
  const foreign = foreignWords(record, page.buildVersion, {
    isOtherPage: index === 'other' && loaded.length > 0 && unknown.length === loaded.length,
  })
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
    foreign,
    isOfPage: isOfPage(record, page.buildVersion, index),
    contradictions: [
      ...(foreign === null ? [] : [foreign]),
      ...unknown.map((path) => `the page loads ${path}, which the record does not know`),
    ],
  }
}

/** A page that was changed by hand still loads what it was built with; a page of another build loads nothing of it. */
function foreignWords(
  { version }: BuildRecord,
  buildVersion: string | null,
  { isOtherPage }: { readonly isOtherPage: boolean },
): string | null {
  if (namesOther(version, buildVersion))
    return `the record is of ${version ?? ''}, the page of ${buildVersion ?? ''}`
  const isSameVersion = version !== null && buildVersion !== null && isSameName(version, buildVersion)
  return isOtherPage && !isSameVersion ? 'the record is of another page, and knows none of its scripts' : null
}
