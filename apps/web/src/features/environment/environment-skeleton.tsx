import { Loading, Skeleton } from '../../ui/skeleton.tsx'

export function EnvironmentSkeleton() {
  return (
    <Loading label="Reading the environment">
      <div className="space-y-4">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div className="space-y-2">
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-8 w-72" />
          </div>
          <Skeleton className="h-11 w-64 rounded-lg" />
        </div>
        <Skeleton className="h-45 rounded-xl" />
        <Skeleton className="h-60 rounded-xl" />
        <div className="grid gap-4 xl:grid-cols-12">
          <Skeleton className="h-[41rem] rounded-xl xl:col-span-7" />
          <Skeleton className="h-[41rem] rounded-xl xl:col-span-5" />
        </div>
      </div>
    </Loading>
  )
}
