import type { DriftReport } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import type { EnvironmentDetail } from '@lockstep/shared-types/environment'
import { classNames } from '../../lib/class-names.ts'
import { StatusIcon, StatusMark } from '../../ui/badge.tsx'
import { Age, Time } from '../../ui/time.tsx'
import { checkLook } from '../../vocabulary/drift-look.ts'
import { answerOf, countChecks } from './answer.ts'
import { CheckNow } from './check-now.tsx'
import { ReleaseStrip } from './release-strip.tsx'
import { RemedyAction } from './remedy-action.tsx'

const panel = {
  ok: 'border-line bg-surface',
  warn: 'border-warn-line bg-warn-soft',
  fail: 'border-bad-line bg-bad-soft',
  unknown: 'border-idle-line bg-idle-soft',
} as const satisfies Record<DriftStatus, string>

/** The first thing that is seen. Its heights do not depend on the result. */
export function AnswerPanel({
  environment,
  report,
}: {
  environment: EnvironmentDetail
  report: DriftReport | null
}) {
  const answer = answerOf(report)
  return (
    <section
      aria-label="Answer"
      className={classNames('overflow-hidden rounded-xl border shadow-low', panel[answer.status])}
    >
      <div className="flex min-h-23 flex-wrap items-center gap-x-5 gap-y-4 px-4 py-4 sm:px-5">
        <div className="flex min-w-0 flex-1 basis-80 items-center gap-4">
          <span className="max-sm:self-start">
            <StatusMark look={{ ...answer.look, word: '' }} size="large" />
          </span>
          <div className="min-w-0" aria-live="polite">
            <p className="flex flex-wrap items-baseline gap-x-2.5">
              <strong className="text-xl font-semibold tracking-tight">{answer.title}</strong>
              {answer.since !== null && (
                <span className="text-base text-muted">
                  for <Age since={answer.since} />
                </span>
              )}
            </p>
            <p className="mt-0.5 text-base">{answer.sentence}</p>
          </div>
        </div>
        {answer.remedy !== null && (
          <RemedyAction environment={environment} remedy={answer.remedy} size="large" variant="primary" />
        )}
      </div>
      <div className="flex min-h-11 flex-wrap items-center gap-x-5 gap-y-1.5 border-t border-line bg-surface px-4 py-2 text-sm sm:px-5">
        {report !== null && <Counts report={report} />}
        <span className="ml-auto flex items-center gap-3 text-muted max-sm:ml-0 max-sm:w-full max-sm:justify-between">
          {report === null ? 'Not observed yet' : <Observed report={report} />}
          <CheckNow environmentRef={environment} />
        </span>
      </div>
      <ReleaseStrip environment={environment} />
    </section>
  )
}

function Counts({ report }: { report: DriftReport }) {
  return (
    <ul aria-label="Drift checks by result" className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {countChecks(report).map(({ status, count }) => (
        <li key={status} className="flex items-center gap-1.5">
          <StatusIcon look={{ ...checkLook[status], word: '' }} size={14} />
          <span className="font-medium">{count}</span>
          <span className="text-muted">{checkLook[status].word}</span>
        </li>
      ))}
    </ul>
  )
}

function Observed({ report }: { report: DriftReport }) {
  return (
    // As wide as its longest usual text, so that a fresh observation moves nothing beside it.
    <span
      className="sm:min-w-36"
      title={`${report.awsCalls} AWS calls in ${Math.round(report.durationMilliseconds)} ms`}
    >
      Observed <Time at={report.observedAt} />
    </span>
  )
}
