import { EmptyState } from '../../ui/states.tsx'

export function AuditPage() {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Audit</h1>
      <EmptyState title="Not here yet" />
    </>
  )
}
