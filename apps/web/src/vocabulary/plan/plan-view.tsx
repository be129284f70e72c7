import type { Plan } from '@lockstep/shared-types/plan'
import { useState, type ReactNode } from 'react'
import { plural } from '../../lib/format-number.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Notice } from '../../ui/notice.tsx'
import { stagesNote, stagesText } from '../rollout/gate-words.ts'
import { driverName } from '../rollout/rollout-look.ts'
import { TaskDefinitionChanges } from './plan-changes.tsx'
import { PlanFileList } from './plan-file-list.tsx'
import type { PlanForm } from './plan-form.ts'
import { PlanStages } from './plan-stages.tsx'
import { PlanSteps } from './plan-steps.tsx'
import { etaBasis, expectedText, filesText, modeName } from './plan-words.ts'
import { PreflightList } from './preflight-list.tsx'

type PartId = 'rollout' | 'backend' | 'frontend' | 'invalidation' | 'steps'
type Part = {
  readonly id: PartId
  readonly title: string
  readonly note: string
  readonly content: ReactNode
}

/** May it, then what changes, how long it takes, how it is undone. */
export function PlanView({
  plan,
  form,
  onChange,
  initiallyOpen = [],
}: {
  plan: Plan
  form: PlanForm
  onChange: (form: PlanForm) => void
  initiallyOpen?: readonly PartId[]
}) {
  return (
    <div className="space-y-4">
      <PreflightList checks={plan.preflight} form={form} onChange={onChange} />
      <PlanParts plan={plan} initiallyOpen={initiallyOpen} />
    </div>
  )
}

/** What a release is about to change, part by part. */
export function PlanParts({ plan, initiallyOpen = [] }: { plan: Plan; initiallyOpen?: readonly PartId[] }) {
  const [open, setOpen] = useState<ReadonlySet<PartId>>(new Set(initiallyOpen))
  const toggle = (id: PartId) => setOpen(open.has(id) ? without(open, id) : new Set([...open, id]))
  return (
    <div className="space-y-4">
      {plan.unreadable.length > 0 && (
        <Notice tone="warn" icon="warning">
          <strong className="font-semibold">A part of the plan could not be computed.</strong>{' '}
          {plan.unreadable.join(' ')}
        </Notice>
      )}
      <section aria-label="What changes" className="overflow-hidden rounded-xl border border-line">
        <ul className="divide-y divide-line">
          {partsOf(plan).map((part) => (
            <li key={part.id}>
              <Disclosure
                open={open.has(part.id)}
                onToggle={() => toggle(part.id)}
                summary={
                  <span className="min-w-0 flex-1 text-sm sm:flex sm:gap-3">
                    <span className="block font-medium sm:w-28 sm:shrink-0">{part.title}</span>
                    <span className="block min-w-0 text-muted wrap-anywhere">{part.note}</span>
                  </span>
                }
              >
                {part.content}
              </Disclosure>
            </li>
          ))}
          <li className="px-4 py-3 text-sm sm:flex sm:gap-3">
            <span className="block font-medium sm:w-28 sm:shrink-0">To undo</span>
            <span className="block text-muted">{plan.undo}</span>
          </li>
        </ul>
      </section>
    </div>
  )
}

const without = (open: ReadonlySet<PartId>, id: PartId): ReadonlySet<PartId> =>
  new Set([...open].filter((other) => other !== id))

const partsOf = (plan: Plan): readonly Part[] => {
  const { taskDefinition, files, invalidation, rollout } = plan
  return [
    ...(rollout === null
      ? []
      : [
          {
            id: 'rollout' as const,
            title: 'In stages',
            note: `${stagesText(rollout.stages)}; ${stagesNote(rollout.stages)}, ${driverName[rollout.driver]}`,
            content: <PlanStages rollout={rollout} />,
          },
        ]),
    ...(taskDefinition === null
      ? []
      : [
          {
            id: 'backend' as const,
            title: 'Backend',
            note: taskDefinitionNote(taskDefinition),
            content: <TaskDefinitionChanges taskDefinition={taskDefinition} />,
          },
        ]),
    ...(files === null
      ? publishesUnseen(plan)
        ? [unseenFrontend]
        : []
      : [
          {
            id: 'frontend' as const,
            title: 'Frontend',
            note: filesText(files),
            content: <PlanFileList files={files} />,
          },
        ]),
    ...(invalidation === null
      ? []
      : [
          {
            id: 'invalidation' as const,
            title: 'Invalidation',
            note: `${modeName[invalidation.mode]}: ${plural(invalidation.paths.length, 'path')}`,
            content: <Paths paths={invalidation.paths} />,
          },
        ]),
    {
      id: 'steps',
      title: plural(plan.steps.length, 'step'),
      note: `${expectedText(plan.expectedSeconds)}, ${etaBasis(plan)}`,
      content: <PlanSteps steps={plan.steps} />,
    },
  ]
}

/** An emergency waits for no look at the files; those that could not be looked at are among `unreadable`. */
const publishesUnseen = ({ scope, emergency, unreadable }: Plan): boolean =>
  emergency && scope !== 'backend' && unreadable.length === 0

const unseenFrontend: Part = {
  id: 'frontend',
  title: 'Frontend',
  note: 'Published out of the image, without a look at its files before',
  content: <p className="px-4 pt-1 pb-4 text-sm">New files are uploaded before the page that needs them.</p>,
}

const taskDefinitionNote = ({ from, to, reused, changes }: NonNullable<Plan['taskDefinition']>): string =>
  to === from
    ? 'The task definition stays as it is'
    : `${plural(changes.length, 'value')} of the task definition ${changes.length === 1 ? 'changes' : 'change'}, ${
        reused ? 'an earlier revision is used again' : 'a new revision is registered'
      }`

function Paths({ paths }: { paths: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-1.5 px-4 pt-1 pb-4">
      {paths.map((path) => (
        <li key={path} className="rounded-md border border-line bg-sunken px-1.5 py-0.5 text-xs">
          {path}
        </li>
      ))}
    </ul>
  )
}
