import { Loading, Skeleton } from '../../ui/skeleton.tsx'

/** The page's outline while it loads, in the sizes of what is coming. */
export function ReleaseSkeleton() {
  return (
    <Loading label="Loading the release">
      <div className="space-y-4">
        <Skeleton className="h-14 w-96 max-w-full" />
        <Skeleton className="h-37 rounded-xl" />
        <div className="grid gap-4 xl:grid-cols-12">
          <Skeleton className="h-168 rounded-xl xl:col-span-6" />
          <Skeleton className="h-168 rounded-xl xl:col-span-6" />
        </div>
      </div>
    </Loading>
  )
}
