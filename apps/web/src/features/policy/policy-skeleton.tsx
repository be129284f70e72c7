import { Loading, Skeleton } from '../../ui/skeleton.tsx'

/** In the sizes of what comes. */
export function PolicySkeleton() {
  return (
    <Loading label="Reading limits and stages">
      <div className="space-y-4">
        <Skeleton className="h-56 rounded-xl" />
        <Skeleton className="h-80 rounded-xl" />
        <Skeleton className="h-64 rounded-xl" />
      </div>
    </Loading>
  )
}
