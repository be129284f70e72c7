import type { RollbackCandidate } from '@lockstep/shared-types/plan'
import { Search } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { classNames } from '../../lib/class-names.ts'
import { plural } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { CandidateRow } from './candidate-row.tsx'
import { groupCandidates, withText } from './candidates.ts'

const shownFirst = 4

/** Earlier good releases first, then whatever else the registry holds; the chosen one is always in sight. */
export function CandidateList({
  candidates,
  chosen,
  onChoose,
}: {
  candidates: readonly RollbackCandidate[]
  chosen: RollbackCandidate | null
  onChoose: (candidate: RollbackCandidate) => void
}) {
  const name = useId()
  const [all, setAll] = useState(false)
  const [text, setText] = useState('')
  const { good, other } = groupCandidates(candidates)
  const found = withText(other, text)
  const shown = all ? found : withChosen(other.slice(0, good.length > 0 ? 0 : shownFirst), other, chosen)
  const rowsOf = (rows: readonly RollbackCandidate[]) =>
    rows.map((candidate) => (
      <li key={candidate.artifact.digest}>
        <CandidateRow
          candidate={candidate}
          name={name}
          checked={candidate === chosen}
          onChoose={() => onChoose(candidate)}
        />
      </li>
    ))
  return (
    <fieldset className="min-w-0 space-y-4">
      <legend className="sr-only">Version to go back to</legend>
      {good.length > 0 && (
        <Group title="Served well here before">
          <ul className="max-h-72 divide-y divide-line overflow-y-auto overscroll-contain">{rowsOf(good)}</ul>
        </Group>
      )}
      <Group title={good.length > 0 ? 'Other versions' : 'Versions in the registry'}>
        {all && (
          <TextField
            label="Filter versions"
            hideLabel
            type="search"
            placeholder="Filter by version"
            icon={<Search size={15} />}
            value={text}
            onValueChange={setText}
            className="border-b border-line p-2"
          />
        )}
        <ul
          className={classNames('divide-y divide-line', all && 'max-h-72 overflow-y-auto overscroll-contain')}
        >
          {rowsOf(shown)}
          {all && found.length === 0 && <li className="px-4 py-3 text-sm text-muted">No version matches.</li>}
        </ul>
        {!all && other.length > shown.length && (
          <div className="border-t border-line px-2 py-1.5 first:border-t-0">
            <Button size="small" variant="ghost" onClick={() => setAll(true)}>
              Show {plural(other.length - shown.length, 'more version')}
            </Button>
          </div>
        )}
      </Group>
    </fieldset>
  )
}

const withChosen = (
  first: readonly RollbackCandidate[],
  other: readonly RollbackCandidate[],
  chosen: RollbackCandidate | null,
): readonly RollbackCandidate[] =>
  chosen === null || first.includes(chosen) || !other.includes(chosen) ? first : [chosen, ...first]

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-sm font-medium">{title}</h3>
      <div className="overflow-hidden rounded-xl border border-line">{children}</div>
    </section>
  )
}
