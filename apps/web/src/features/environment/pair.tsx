import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentDetail } from '@lockstep/shared-types/environment'
import { Equal, EqualNot } from 'lucide-react'
import { classNames } from '../../lib/class-names.ts'
import { HalfCard } from './half-card.tsx'
import { backendFacts, frontendFacts } from './pair-facts.ts'

/** Both halves side by side, joined by whether their versions are equal. */
export function Pair({
  environment,
  report,
}: {
  environment: EnvironmentDetail
  report: DriftReport | null
}) {
  const { frontend, backend } = environment
  return (
    <section aria-label="The pair" className="grid lg:grid-cols-[1fr_4.5rem_1fr]">
      <HalfCard
        state={frontend}
        other={backend.version}
        facts={frontendFacts(frontend, report)}
        isWrong={report?.status === 'fail' && report.half === 'frontend'}
      />
      <Joint frontend={frontend.version} backend={backend.version} />
      <HalfCard
        state={backend}
        other={frontend.version}
        facts={backendFacts(backend, report)}
        isWrong={report?.status === 'fail' && report.half === 'backend'}
      />
    </section>
  )
}

function Joint({ frontend, backend }: { frontend: string | null; backend: string | null }) {
  const known = frontend !== null && backend !== null
  const equal = known && frontend === backend
  const line = classNames(
    'flex-1',
    equal ? 'bg-line-strong' : 'bg-bad-line',
    'max-lg:h-3 max-lg:w-px max-lg:flex-none lg:h-px',
  )
  return (
    <div className="flex items-center justify-center max-lg:flex-col lg:h-22 lg:self-start">
      <span aria-hidden className={line} />
      <span
        className={classNames(
          'grid size-9 place-items-center rounded-full border',
          equal ? 'border-ok-line bg-ok-soft text-ok' : 'border-bad-line bg-bad-soft text-bad',
          !known && 'border-idle-line bg-idle-soft text-idle',
        )}
      >
        {known ? (
          equal ? (
            <Equal size={17} aria-hidden />
          ) : (
            <EqualNot size={18} aria-hidden />
          )
        ) : (
          <span aria-hidden>?</span>
        )}
        <span className="sr-only">
          {known ? (equal ? 'the same version' : 'different versions') : 'the versions cannot be compared'}
        </span>
      </span>
      <span aria-hidden className={line} />
    </div>
  )
}
