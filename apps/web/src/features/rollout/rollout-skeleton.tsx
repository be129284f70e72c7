import { Loading, Skeleton } from '../../ui/skeleton.tsx'

export function RolloutSkeleton() {
  return (
    <Loading label="Reading the rollout">
      <div className="space-y-4">
        <div className="space-y-2">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-8 w-80 max-w-full" />
          <Skeleton className="h-4 w-64" />
        </div>
        <Skeleton className="h-72 rounded-xl max-sm:h-136" />
        <div className="grid gap-4 xl:grid-cols-2">
          <div className="space-y-4">
            <Skeleton className="h-96 rounded-xl" />
            <Skeleton className="h-64 rounded-xl" />
          </div>
          <div className="space-y-4">
            <Skeleton className="h-80 rounded-xl" />
            <Skeleton className="h-64 rounded-xl" />
          </div>
        </div>
      </div>
    </Loading>
  )
}
