import { ArrowRight } from 'lucide-react'
import type { Change } from './changes.ts'

/** What differs, old and new; removed and added say so in words. */
export function ChangeList({ label, changes }: { label: string; changes: readonly Change[] }) {
  return (
    <ul aria-label={label} className="space-y-1 text-sm">
      {changes.map((change) => (
        <li key={change.label} className="wrap-anywhere">
          <span className="font-medium">{change.label}</span>: <Values change={change} />
        </li>
      ))}
    </ul>
  )
}

function Values({ change: { before, after } }: { change: Change }) {
  if (before === null) return <>{after}, new</>
  if (after === null)
    return (
      <>
        removed, was <del>{before}</del>
      </>
    )
  return (
    <>
      <del className="text-muted">{before}</del>{' '}
      <ArrowRight size={12} role="img" aria-label="becomes" className="inline text-muted" />{' '}
      <ins>{after}</ins>
    </>
  )
}
