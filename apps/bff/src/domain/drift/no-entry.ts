import type { Observation } from './observation.ts'
import { answeredWith } from './no-page.ts'
import type { Place } from './needs.ts'

/** Why a place has no entry script to look into. Reads on after "the page" or "the frontend". */
export type NoEntry = {
  readonly why: string
  /** The page names a script, or is none itself: whatever it should say, it does not work. */
  readonly isBroken: boolean
}

/** Null where there is an entry script, or where it is not known. */
export function noEntry(o: Observation, place: Place): NoEntry | null {
  const { html, entry } = o[place]
  if (entry.state !== 'absent') return null
  if (
    entry.instead === undefined &&
    isLedElsewhere(o) &&
    (html.state !== 'read' || html.value.entryPath === null)
  )
    return null
  if (html.state === 'absent') return { why: `is not there${answeredWith(html)}`, isBroken: true }
  const path = html.state === 'read' ? html.value.entryPath : null
  if (path === null)
    return entry.instead === 'undecodable'
      ? {
          why: 'is nothing that a browser can read: its bytes are compressed, or broken, and no Content-Encoding says how',
          isBroken: true,
        }
      : { why: 'loads no script', isBroken: false }
  switch (entry.instead) {
    case 'html':
      return { why: `loads ${path}, which is served as an HTML page`, isBroken: true }
    case 'undecodable':
      return { why: `loads ${path}, which could not be decoded`, isBroken: true }
    case undefined:
      return { why: `loads ${path}, which is not there`, isBroken: true }
  }
}

/** Whether the edge answers the site's address with a redirect: its users then never get the page at the root. */
export const isLedElsewhere = ({ edge }: Pick<Observation, 'edge'>): boolean =>
  edge.html.state === 'unreadable' && edge.html.problem.probeCause === 'redirect'

/** Whether the page loads a script file of its own site; true where that is not known. */
export const hasOwnScript = (o: Observation, place: Place): boolean => {
  const { html } = o[place]
  return html.state !== 'read' || html.value.entryPath !== null
}
