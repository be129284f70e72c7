import { Loading, Skeleton } from '../../ui/skeleton.tsx'

/** In the sizes of what comes. */
export function MetricsSkeleton() {
  return (
    <Loading label="Reading the metrics">
      <div className="space-y-4">
        <Skeleton className="h-9 w-full rounded-lg" />
        <div className="grid gap-4 lg:grid-cols-2">
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} className="h-71 rounded-xl" />
          ))}
        </div>
      </div>
    </Loading>
  )
}
