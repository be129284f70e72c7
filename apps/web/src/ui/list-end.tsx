import { Button } from './button.tsx'

/** Below a list that is read page by page: how much is shown, and the next page. */
export function ListEnd({
  shown,
  hasMore,
  isBusy,
  onMore,
}: {
  /** Such as `12 events`. */
  shown: string
  hasMore: boolean
  isBusy: boolean
  onMore: () => void
}) {
  return (
    <div className="mt-3 flex min-h-9 items-center justify-center gap-3 text-sm text-muted">
      <span>{shown} shown</span>
      {hasMore && (
        <Button busy={isBusy} onClick={onMore}>
          Show older ones
        </Button>
      )}
    </div>
  )
}
