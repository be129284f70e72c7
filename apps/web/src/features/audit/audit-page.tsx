import { useSearchParams } from 'react-router'
import type { AuditFilter } from '../../api/audit.ts'
import { useDocumentTitle } from '../../lib/use-document-title.ts'
import { Card } from '../../ui/card.tsx'
import { Section } from '../../ui/section.tsx'
import { Loading, SkeletonRows } from '../../ui/skeleton.tsx'
import { readAuditFilter, writeAuditFilter } from './audit-filter.ts'
import { AuditFilters } from './audit-filters.tsx'
import { AuditList } from './audit-list.tsx'

/** Who did what, when, to what, why, and how it ended. */
export function AuditPage() {
  useDocumentTitle('Audit')
  const [query, setQuery] = useSearchParams()
  const filter = readAuditFilter(query)
  const change = (next: AuditFilter) =>
    setQuery(writeAuditFilter(next), { replace: true, preventScrollReset: true })
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Audit</h1>
      <p className="mb-4 text-sm text-muted">
        Every action, kept for good. The hash of each event covers the one before it, so a change would show.
      </p>
      <AuditFilters filter={filter} onChange={change} />
      <Section
        fallback={
          <Card flush>
            <Loading label="Reading the audit log">
              <SkeletonRows rows={10} className="h-14" />
            </Loading>
          </Card>
        }
      >
        <AuditList filter={filter} onClear={() => change({})} />
      </Section>
    </>
  )
}
