import type { Release } from '@lockstep/shared-types/release'
import { preflightCheckIds } from '@lockstep/shared-types/preflight'
import { Link } from 'react-router'
import { shortDigest } from '../../lib/version.ts'
import { formatFullTime } from '../../lib/format-time.ts'
import { releasePath } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Definition, DefinitionList } from '../../ui/definition-list.tsx'
import { textLink } from '../../ui/styles.ts'
import { modeName, preflightName } from '../../vocabulary/plan/plan-words.ts'

/** Versions by digest, why, what was overridden, and the release that this one undoes or that undid it. */
export function ReleaseFacts({ release }: { release: Release }) {
  const { artifact, from, reason, overrides, rolledBackBy, rollbackOf, invalidationMode } = release
  return (
    <Card title="Details">
      <DefinitionList>
        {artifact !== null && (
          <Definition term="To">
            {artifact.version}{' '}
            <CopyText text={artifact.digest} shown={shortDigest(artifact.digest)} label="digest" />
          </Definition>
        )}
        {artifact !== null && from !== null && (
          <Definition term="From">
            {from.version}{' '}
            <CopyText text={from.digest} shown={shortDigest(from.digest)} label="digest before" />
          </Definition>
        )}
        <Definition term="Requested by">{release.requestedBy.name}</Definition>
        <Definition term="Reason">{reason ?? 'none given'}</Definition>
        <Definition term="Began">{formatFullTime(release.createdAt)}</Definition>
        {release.endedAt !== null && <Definition term="Ended">{formatFullTime(release.endedAt)}</Definition>}
        {invalidationMode !== null && (
          <Definition term="Invalidation">{modeName[invalidationMode]}</Definition>
        )}
        {overrides.map(({ check, reason: because }) => (
          <Definition key={check} term="Overridden">
            {checkName(check)}: {because}
          </Definition>
        ))}
        {rolledBackBy !== null && (
          <Definition term="Undone by">
            <Link to={releasePath(rolledBackBy)} className={textLink}>
              the rollback
            </Link>
          </Definition>
        )}
        {rollbackOf !== null && (
          <Definition term="Undoes">
            <Link to={releasePath(rollbackOf)} className={textLink}>
              an earlier release
            </Link>
          </Definition>
        )}
        <Definition term="Release">
          <CopyText text={release.id} label="release id" />
        </Definition>
      </DefinitionList>
    </Card>
  )
}

const checkName = (check: string): string => {
  const id = preflightCheckIds.find((known) => known === check)
  return id === undefined ? check : preflightName[id]
}
