import type { Artifact } from '@lockstep/shared-types/artifact'
import { formatBytes } from '../../lib/format-bytes.ts'
import { Badge } from '../../ui/badge.tsx'
import { Time } from '../../ui/time.tsx'
import { HoldText } from '../../vocabulary/hold-text.tsx'
import { flagsOf, shortCommit } from './version-flags.ts'

/** Version, what it was built from, how old it is, what speaks for and against it. */
export function VersionSummary({ artifact, environmentId }: { artifact: Artifact; environmentId: string }) {
  const { version, labels, pushedAt, sizeBytes } = artifact
  const flags = flagsOf(artifact, environmentId)
  const hold = artifact.holds.find(({ environmentId: id }) => id === environmentId)
  const before = artifact.deployedBefore.find((past) => past.environmentId === environmentId)
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0 flex-1 basis-56">
        <span className="block text-base font-semibold wrap-anywhere">{version}</span>
        <span className="flex flex-wrap gap-x-1.5 text-xs text-muted">
          {labels?.commit && <span title={labels.commit}>{shortCommit(labels.commit)}</span>}
          {labels?.branch && <span className="wrap-anywhere">on {labels.branch}</span>}
          <span>
            · pushed <Time at={pushedAt} />
          </span>
          <span>· {formatBytes(sizeBytes)}</span>
          {before !== undefined && (
            <span>
              · was here <Time at={before.at} />
            </span>
          )}
        </span>
        {hold !== undefined && (
          <span className="block text-xs text-muted">
            <HoldText hold={hold} />
          </span>
        )}
      </span>
      {flags.length > 0 && (
        <span className="flex flex-wrap gap-1.5">
          {flags.map(({ tone, text }) => (
            <Badge key={text} tone={tone}>
              {text}
            </Badge>
          ))}
        </span>
      )}
    </span>
  )
}
