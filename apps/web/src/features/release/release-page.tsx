import { EmptyState } from '../../ui/states.tsx'

export function ReleasePage() {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Release</h1>
      <EmptyState title="Not here yet" />
    </>
  )
}
