import { z } from 'zod'
import { IsoTime } from './time.ts'
import { VersionHold } from './version-hold.ts'

/** A content digest as a registry writes it: `sha256:` and 64 hex digits. */
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hex digits')
export type Digest = z.infer<typeof Digest>

/** What a release is pinned to: the version is for people, the digest is the truth. */
export const ArtifactRef = z.object({ version: z.string().min(1), digest: Digest })
export type ArtifactRef = z.infer<typeof ArtifactRef>

export const severities = ['critical', 'high', 'medium', 'low', 'informational', 'undefined'] as const
export const Severity = z.enum(severities)
export type Severity = z.infer<typeof Severity>

/** Counts per severity; `state` other than `complete` means that the counts say nothing. */
export const ScanFindings = z.object({
  state: z.enum(['complete', 'in-progress', 'failed', 'not-scanned', 'unreadable']),
  counts: z.partialRecord(Severity, z.int().nonnegative()),
})
export type ScanFindings = z.infer<typeof ScanFindings>

/** What the image's labels say (OCI annotations `org.opencontainers.image.*`); null when not read yet or not there. */
export const ArtifactLabels = z.object({
  version: z.string().nullable(),
  commit: z.string().nullable(),
  branch: z.string().nullable(),
  builtAt: z.string().nullable(),
  /** Built from a clean tree, and tests passed, when the build says so. */
  cleanTree: z.boolean().nullable(),
  testsPassed: z.boolean().nullable(),
})
export type ArtifactLabels = z.infer<typeof ArtifactLabels>

export const Artifact = z.object({
  version: z.string(),
  tags: z.array(z.string()),
  digest: Digest,
  repository: z.string(),
  pushedAt: IsoTime,
  sizeBytes: z.int().nonnegative(),
  labels: ArtifactLabels.nullable(),
  /** What it runs on, such as `linux/arm64`; null when it does not say, or could not be read. */
  platforms: z.array(z.string()).nullable(),
  scan: ScanFindings,
  /** Environments of the application that run it now. */
  deployedIn: z.array(z.string()),
  /** Environments that ran it before, with the end of its last successful release there. */
  deployedBefore: z.array(z.object({ environmentId: z.string(), at: IsoTime })),
  /** Environments in which it failed or was rolled back, and nobody has released it with success since. */
  holds: z.array(VersionHold.extend({ environmentId: z.string() })),
})
export type Artifact = z.infer<typeof Artifact>

export const artifactSorts = ['pushed-at', 'version', 'size'] as const
export const ArtifactQuery = z.object({
  search: z.string().max(200).default(''),
  sort: z.enum(artifactSorts).default('pushed-at'),
  direction: z.enum(['ascending', 'descending']).default('descending'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** The last artifact of the page before. */
  cursor: Digest.optional(),
})
export type ArtifactQuery = z.infer<typeof ArtifactQuery>

export const ArtifactPage = z.object({
  artifacts: z.array(Artifact),
  total: z.int(),
  nextCursor: z.string().nullable(),
  /** When the registry was read. */
  readAt: IsoTime,
})
export type ArtifactPage = z.infer<typeof ArtifactPage>
