import { Fragment } from 'react'
import { splitVersion } from '../lib/version.ts'

/** A version; where it parts from the other half's, the differing tail is underlined. */
export function VersionText({ version, other = null }: { version: string | null; other?: string | null }) {
  if (version === null) return <span className="text-muted italic">not known</span>
  const { head, tail } = splitVersion(version, other)
  return (
    <span className="wrap-anywhere">
      <Breakable text={head} />
      {tail !== '' && (
        <mark className="bg-transparent font-semibold text-bad underline decoration-2 underline-offset-3">
          <Breakable text={tail} />
        </mark>
      )}
    </span>
  )
}

/** Breaks after a slash or a dash before it breaks anywhere. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[/-])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
