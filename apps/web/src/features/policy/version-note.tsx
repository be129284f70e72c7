import type { PolicyVersion } from '@lockstep/shared-types/policy'
import { Time } from '../../ui/time.tsx'

/** Whose version is in force, and since when. */
export function VersionNote({ version }: { version: PolicyVersion }) {
  if (version.version === 0) return <>As the configuration file has it</>
  return (
    <>
      Version {version.version}
      {version.changedBy !== null && <> by {version.changedBy.name}</>}
      {version.changedAt !== null && (
        <>
          , <Time at={version.changedAt} />
        </>
      )}
    </>
  )
}
