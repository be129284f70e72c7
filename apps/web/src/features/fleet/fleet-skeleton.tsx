import { Card } from '../../ui/card.tsx'
import { Loading, Skeleton, SkeletonRows } from '../../ui/skeleton.tsx'
import { FleetHeading } from './fleet-heading.tsx'

export function FleetSkeleton() {
  return (
    <Loading label="Reading the fleet">
      <FleetHeading note={<Skeleton className="h-4 w-48" />} />
      <div className="mb-4 flex flex-wrap gap-3">
        <Skeleton className="h-9 w-full rounded-lg sm:w-80" />
        <Skeleton className="h-9 w-full rounded-lg sm:w-96" />
      </div>
      <Card flush>
        <SkeletonRows rows={9} className="h-16" />
      </Card>
    </Loading>
  )
}
