export const scanSeverities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNDEFINED'] as const
export type ScanSeverity = (typeof scanSeverities)[number]
export type ScanCounts = { readonly [Severity in ScanSeverity]?: number }

/** The scan of one image; null stands for an image that was never scanned. */
export type Scan =
  | { readonly status: 'COMPLETE'; readonly at: Date; readonly counts: ScanCounts }
  | { readonly status: 'IN_PROGRESS' }
  | { readonly status: 'FAILED'; readonly reason: string }

export type Finding = { readonly name: string; readonly severity: ScanSeverity }

/** The findings that the counts speak of, with invented names. */
export const findingsOf = (counts: ScanCounts): Finding[] =>
  scanSeverities.flatMap((severity) =>
    Array.from({ length: counts[severity] ?? 0 }, (_, index) => ({
      name: `CVE-2026-${String(10_000 + index * 7 + severity.length * 101)}`,
      severity,
    })),
  )
