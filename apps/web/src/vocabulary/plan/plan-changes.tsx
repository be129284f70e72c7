import type { Plan, PlanChange } from '@lockstep/shared-types/plan'
import { ArrowRight } from 'lucide-react'
import { VersionText } from '../../ui/version-text.tsx'
import { shortTaskDefinition } from './plan-words.ts'

/** Each changed value of the task definition, before and after. */
export function TaskDefinitionChanges({
  taskDefinition,
}: {
  taskDefinition: NonNullable<Plan['taskDefinition']>
}) {
  const { from, base, to, reused, changes, behind } = taskDefinition
  return (
    <div className="space-y-3 px-4 pt-1 pb-4 text-sm">
      <p className="text-muted">
        {shortTaskDefinition(from)}{' '}
        <ArrowRight size={13} aria-label="becomes" role="img" className="inline align-[-0.125em]" />{' '}
        {reused && to !== null
          ? `${shortTaskDefinition(to)}, which is there already`
          : `a new revision, registered from ${base === from ? 'it' : shortTaskDefinition(base)}`}
      </p>
      {behind.map(({ container, image }) => (
        <p key={container}>
          <strong className="font-semibold">{container}</strong> stays on{' '}
          <span className="wrap-anywhere">{image}</span>.
        </p>
      ))}
      {changes.length === 0 ? (
        <p>Nothing in it changes.</p>
      ) : (
        <ul className="space-y-3">
          {changes.map((change) => (
            <li key={change.path}>
              <Change change={change} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Change({ change: { path, before, after } }: { change: PlanChange }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 font-medium wrap-anywhere">{path}</p>
      <dl className="overflow-hidden rounded-lg border border-line text-xs [&>div]:grid [&>div]:grid-cols-[4rem_minmax(0,1fr)] [&>div]:gap-x-3 [&>div]:px-3 [&>div]:py-1.5">
        <div className="bg-sunken">
          <dt className="text-muted">Before</dt>
          <dd className="text-muted wrap-anywhere">{before ?? 'not set'}</dd>
        </div>
        <div className="border-t border-line">
          <dt className="text-muted">After</dt>
          <dd className="wrap-anywhere">
            {after === null ? 'not set' : <Emphasized text={after} other={before} />}
          </dd>
        </div>
      </dl>
    </div>
  )
}

/** A change is not a mistake: the differing tail in the accent of the text, not in red. */
function Emphasized({ text, other }: { text: string; other: string | null }) {
  return (
    <span className="[&_mark]:text-fg [&_mark]:decoration-accent">
      <VersionText version={text} other={other} />
    </span>
  )
}
