import type { Artifact, Severity } from '@lockstep/shared-types/artifact'
import type { Tone } from '../../ui/tones.ts'
import { holdLook } from '../../vocabulary/hold-look.ts'

export type Flag = { readonly tone: Tone; readonly text: string }

const shownSeverities = ['critical', 'high'] as const satisfies readonly Severity[]

/** What a person should know before picking the version: where it runs, and what speaks against it. */
export const flagsOf = (artifact: Artifact, environmentId: string): readonly Flag[] => {
  const { labels, deployedIn } = artifact
  const hold = artifact.holds.find((one) => one.environmentId === environmentId)
  const elsewhere = deployedIn.filter((id) => id !== environmentId)
  return [
    ...(deployedIn.includes(environmentId) ? [{ tone: 'ok' as const, text: 'Runs here' }] : []),
    ...elsewhere.map((id) => ({ tone: 'info' as const, text: `Runs in ${id}` })),
    ...(hold === undefined ? [] : [holdLook[hold.how]]),
    ...(labels?.testsPassed === false ? [{ tone: 'bad' as const, text: 'Tests failed' }] : []),
    ...(labels?.cleanTree === false ? [{ tone: 'warn' as const, text: 'Dirty tree' }] : []),
    ...scanFlags(artifact.scan),
  ]
}

const scanFlags = ({ state, counts }: Artifact['scan']): readonly Flag[] => {
  switch (state) {
    case 'complete':
      return shownSeverities.flatMap((severity) => {
        const count = counts[severity] ?? 0
        if (count === 0) return []
        return [
          {
            tone: severity === 'critical' ? ('bad' as const) : ('warn' as const),
            text: `${count} ${severity}`,
          },
        ]
      })
    case 'in-progress':
      return [{ tone: 'idle', text: 'Scan runs' }]
    case 'failed':
      return [{ tone: 'warn', text: 'Scan failed' }]
    case 'not-scanned':
      return [{ tone: 'idle', text: 'Not scanned' }]
    case 'unreadable':
      return [{ tone: 'idle', text: 'Findings not readable' }]
  }
}

/** Enough of a commit to recognise it. */
export const shortCommit = (commit: string): string => commit.slice(0, 8)
