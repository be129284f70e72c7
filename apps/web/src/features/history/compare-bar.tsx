import { GitCompareArrows } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../ui/button.tsx'

const CompareDialog = lazy(async () => ({ default: (await import('./compare-dialog.tsx')).CompareDialog }))

/** Rises when a release is ticked; opens the comparison of two. */
export function CompareBar({ picked, onClear }: { picked: readonly string[]; onClear: () => void }) {
  const [open, setOpen] = useState(false)
  const [first, second] = picked
  if (first === undefined) return null
  return (
    <div
      role="status"
      className="fixed bottom-6 left-1/2 z-30 flex -translate-x-1/2 items-center gap-3 rounded-xl border border-line-strong bg-raised px-4 py-2 text-sm whitespace-nowrap shadow-high max-md:bottom-20"
    >
      <span>{second === undefined ? 'Tick one more to compare' : '2 releases ticked'}</span>
      <Button
        size="small"
        variant="primary"
        icon={<GitCompareArrows size={14} aria-hidden />}
        disabledReason={second === undefined ? 'Two releases are needed.' : null}
        onClick={() => setOpen(true)}
      >
        Compare
      </Button>
      <Button size="small" variant="ghost" onClick={onClear}>
        Clear
      </Button>
      {second !== undefined && open && (
        <Suspense>
          <CompareDialog ids={[first, second]} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}
