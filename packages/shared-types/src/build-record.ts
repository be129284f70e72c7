import { z } from 'zod'

/** Where a build record lies, below the root of the site. */
export const buildRecordPath = 'lockstep-build.json'

/** One file of a build. */
export const BuiltFile = z.object({
  /** Below the root of the site, without leading slash. */
  path: z.string().min(1).max(1024),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What most buckets give as the ETag, so that their list alone tells what has changed. */
  md5: z.string().regex(/^[0-9a-f]{32}$/),
})
export type BuiltFile = z.infer<typeof BuiltFile>

/** What a build says of itself, written beside the site by `lockstep stamp`. */
export const BuildRecord = z.object({
  schemaVersion: z.literal(1),
  version: z.string().nullable(),
  commit: z.string().nullable(),
  /** The backend's address that the site calls; null when the build does not know it. */
  endpoint: z.string().nullable(),
  /** Settings that are baked in, by name. */
  settings: z.record(z.string(), z.string()),
  /** Every file but this record, sorted by path. */
  files: z.array(BuiltFile),
})
export type BuildRecord = z.infer<typeof BuildRecord>

/** The record that a text holds; null when it is none. */
export function parseBuildRecord(text: string): BuildRecord | null {
  try {
    const parsed = BuildRecord.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
