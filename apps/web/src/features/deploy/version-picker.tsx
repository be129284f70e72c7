import type { Artifact } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronRight, PackageSearch, Search } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { artifactsQuery } from '../../api/artifacts.ts'
import { classNames } from '../../lib/class-names.ts'
import { errorText } from '../../lib/error-text.ts'
import { formatCount, plural } from '../../lib/format-number.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { Loading, SkeletonRows } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { VersionSummary } from './version-summary.tsx'

const shownAtMost = 50
const restMilliseconds = 180

/** The versions that may be deployed here, newest first; the arrows walk through them, Enter takes one. */
export function VersionPicker({
  environmentRef,
  initialSearch,
  onPick,
}: {
  environmentRef: EnvironmentRef
  initialSearch: string
  onPick: (artifact: Artifact) => void
}) {
  const [text, setText] = useState(initialSearch)
  const search = useDebounced(text.trim(), restMilliseconds)
  const list = useRef<HTMLUListElement>(null)
  const { data, error, isPlaceholderData, refetch } = useInfiniteQuery(
    artifactsQuery(environmentRef, { search, limit: shownAtMost }),
  )
  const page = data?.pages[0]
  const artifacts = page?.artifacts ?? []
  const isSettled = !isPlaceholderData && search === text.trim()
  const walk = (event: KeyboardEvent) => {
    const rows = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = rows.findIndex((row) => row === document.activeElement)
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    if (at + step < 0) document.querySelector<HTMLElement>('[data-version-search]')?.focus()
    else rows[Math.min(at + step, rows.length - 1)]?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrows only move the focus among the controls inside
    <div className="flex flex-col gap-3" onKeyDown={walk}>
      <TextField
        label="Version"
        hideLabel
        type="search"
        data-autofocus
        data-version-search
        placeholder="Search by version, commit or branch"
        autoComplete="off"
        spellCheck={false}
        icon={<Search size={15} />}
        value={text}
        onValueChange={setText}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // The press must not go on to the button that gets the focus next.
          event.preventDefault()
          const first = artifacts[0]
          if (isSettled && first !== undefined) onPick(first)
        }}
      />
      <div className="min-h-96 overflow-hidden rounded-xl border border-line" aria-busy={!isSettled}>
        {error !== null ? (
          <ErrorState compact text={errorText(error)} onRetry={() => void refetch()} />
        ) : page === undefined ? (
          <Loading label="Reading the versions">
            <SkeletonRows rows={7} className="h-14" />
          </Loading>
        ) : artifacts.length === 0 ? (
          <NothingFound search={search} />
        ) : (
          <ul
            ref={list}
            aria-label="Versions"
            className={classNames('divide-y divide-line', !isSettled && 'opacity-60')}
          >
            {artifacts.map((artifact) => (
              <li key={artifact.digest}>
                <button
                  type="button"
                  onClick={() => onPick(artifact)}
                  className="flex min-h-14 w-full items-center gap-3 px-4 py-2 text-left hover:bg-hover/60 focus-visible:-outline-offset-2"
                >
                  <VersionSummary artifact={artifact} environmentId={environmentRef.environmentId} />
                  <ChevronRight size={15} aria-hidden className="shrink-0 text-muted" />
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p aria-live="polite" className="min-h-5 text-xs text-muted">
        {page !== undefined && isSettled && countText(artifacts.length, page.total)}
      </p>
    </div>
  )
}

const countText = (shown: number, total: number): string =>
  total > shown
    ? `The newest ${formatCount(shown)} of ${plural(total, 'version')}; search to find the others.`
    : plural(total, 'version')

function NothingFound({ search }: { search: string }) {
  return search === '' ? (
    <EmptyState icon={<PackageSearch size={20} />} title="The registry holds no version yet">
      The first image that is pushed with a version as its tag shows here.
    </EmptyState>
  ) : (
    <EmptyState icon={<PackageSearch size={20} />} title="No version matches">
      Nothing in the registry has “{search}” in its version, commit or branch.
    </EmptyState>
  )
}
