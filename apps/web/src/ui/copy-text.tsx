import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'

/** A value with a button that copies all of it, even where `shown` is shorter. */
export function CopyText({ text, shown, label }: { text: string; shown?: string; label: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="min-w-0 break-all" title={text}>
        {shown ?? text}
      </span>
      <button
        type="button"
        aria-label={copied ? `${label} copied` : `Copy ${label}`}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        className="-my-1 grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-fg"
      >
        {copied ? <Check size={13} aria-hidden className="text-ok" /> : <Copy size={13} aria-hidden />}
      </button>
    </span>
  )
}
