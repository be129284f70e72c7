import { EmptyState } from '../../ui/states.tsx'

export function ReleasesPage() {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Releases</h1>
      <EmptyState title="Not here yet" />
    </>
  )
}
