import type { DriftCheck } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { useSuspenseQuery } from '@tanstack/react-query'
import { environmentQuery } from '../../api/environment.ts'
import { Definition, DefinitionList } from '../../ui/definition-list.tsx'
import { Time } from '../../ui/time.tsx'
import { VersionText } from '../../ui/version-text.tsx'
import { basisName } from '../../vocabulary/drift-look.ts'
import { RemedyAction } from './remedy-action.tsx'

/** The sentence, expected and observed, the evidence with its age, and what to press. */
export function CheckDetails({
  check,
  environmentRef,
}: {
  check: DriftCheck
  environmentRef: EnvironmentRef
}) {
  const { data: environment } = useSuspenseQuery(environmentQuery(environmentRef))
  const compared = check.expected !== null || check.observed !== null
  return (
    <div className="space-y-3 pt-0.5 pr-4 pb-4 pl-13">
      <p className="max-w-prose text-base">{check.sentence}</p>
      {compared && (
        <DefinitionList>
          <Definition term="Expected">{check.expected ?? 'nothing'}</Definition>
          <Definition term="Observed">
            {check.observed === null ? (
              'nothing'
            ) : (
              <VersionText version={check.observed} other={check.expected} />
            )}
          </Definition>
        </DefinitionList>
      )}
      {basisName[check.basis] !== null && (
        <p className="text-xs text-muted">Rests on: {basisName[check.basis]}</p>
      )}
      {check.evidence.length > 0 && (
        <ul aria-label="Evidence" className="space-y-1.5 rounded-lg bg-sunken px-3 py-2.5 text-xs">
          {check.evidence.map(({ source, detail, readAt }) => (
            <li key={`${source} ${detail}`} className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium wrap-anywhere">{source}</span>
              <span className="min-w-0 flex-1 basis-40 text-muted wrap-anywhere">{detail}</span>
              <span className="text-muted">
                <Time at={readAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {check.remedy !== null && <RemedyAction environment={environment} remedy={check.remedy} />}
    </div>
  )
}
