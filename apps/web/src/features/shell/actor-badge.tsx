import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../../api/session.ts'
import { Tooltip } from '../../ui/tooltip.tsx'

/** Who acts, and as what. */
export function ActorBadge() {
  const { data: session } = useQuery(sessionQuery())
  const name = session?.actor.name ?? ''
  return (
    <Tooltip
      content={session === undefined ? 'Signing in' : `${name}, ${session.role}. Lockstep ${session.version}`}
      openOnPress
    >
      <button type="button" className="grid size-9 place-items-center rounded-lg hover:bg-hover">
        <span className="sr-only">
          {session === undefined ? 'Signing in' : `You are ${name}, ${session.role}`}
        </span>
        <span
          aria-hidden
          className="grid size-6.5 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent"
        >
          {initials(name)}
        </span>
      </button>
    </Tooltip>
  )
}

const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0]?.toUpperCase() ?? '')
    .join('')
}
