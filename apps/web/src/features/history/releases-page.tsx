import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { ReleaseFilter } from '../../api/releases.ts'
import { useDocumentTitle } from '../../lib/use-document-title.ts'
import { Card } from '../../ui/card.tsx'
import { Section } from '../../ui/section.tsx'
import { Loading, SkeletonRows } from '../../ui/skeleton.tsx'
import { CompareBar } from './compare-bar.tsx'
import { HistoryFilters } from './history-filters.tsx'
import { HistoryList } from './history-list.tsx'
import { readFilter, withPicked, writeFilter } from './history-filter.ts'

/** Every release, newest first; the filters live in the address. */
export function ReleasesPage() {
  useDocumentTitle('Releases')
  const [query, setQuery] = useSearchParams()
  const [picked, setPicked] = useState<readonly string[]>([])
  const filter = readFilter(query)
  const change = (next: ReleaseFilter) =>
    setQuery(writeFilter(next), { replace: true, preventScrollReset: true })
  return (
    <>
      <h1 className="mb-4 text-2xl font-semibold tracking-tight">Releases</h1>
      <HistoryFilters filter={filter} onChange={change} />
      <Section
        fallback={
          <Card flush>
            <Loading label="Reading the releases">
              <SkeletonRows rows={10} className="h-16" />
            </Loading>
          </Card>
        }
      >
        <HistoryList
          filter={filter}
          picked={picked}
          onPick={(id) => setPicked(withPicked(picked, id))}
          onClear={() => change({})}
        />
      </Section>
      <CompareBar picked={picked} onClear={() => setPicked([])} />
    </>
  )
}
