import { errorText } from '../../lib/error-text.ts'
import { StatusIcon } from '../../ui/badge.tsx'

/** Why what was pressed did not happen, where it was pressed. */
export function ControlError({ error }: { error: unknown }) {
  if (error === null) return null
  const { title, detail, remedy } = errorText(error)
  return (
    <div
      role="alert"
      className="flex items-start gap-2.5 rounded-lg border border-bad-line bg-bad-soft px-3 py-2 text-sm"
    >
      <span className="mt-0.5">
        <StatusIcon look={{ tone: 'bad', icon: 'cross', word: '' }} size={15} />
      </span>
      <p className="min-w-0 flex-1 wrap-anywhere">
        <strong className="font-semibold">{title}</strong>
        {/[.?!]$/.test(title) ? ' ' : '. '}
        {[detail, remedy].filter(Boolean).join(' ')}
      </p>
    </div>
  )
}
