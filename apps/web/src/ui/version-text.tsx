import { splitVersion } from '../lib/version.ts'

/** A version; where it parts from the other half's, the differing tail is underlined. */
export function VersionText({ version, other = null }: { version: string | null; other?: string | null }) {
  if (version === null) return <span className="text-muted italic">not known</span>
  const { head, tail } = splitVersion(version, other)
  if (tail === '') return <span className="break-all">{version}</span>
  return (
    <span className="break-all">
      {head}
      <mark className="bg-transparent font-semibold text-bad underline decoration-2 underline-offset-3">
        {tail}
      </mark>
    </span>
  )
}
