import type { Release, ReleaseStatus } from '@lockstep/shared-types/release'
import { classNames } from '../../lib/class-names.ts'
import { formatDuration } from '../../lib/format-duration.ts'
import { useNowText } from '../../lib/use-now-text.ts'
import { StatusMark } from '../../ui/badge.tsx'
import { Progress } from '../../ui/progress.tsx'
import type { Tone } from '../../ui/tones.ts'
import { isActive, releaseLook } from '../../vocabulary/release-look.ts'
import { ReleaseActions } from './release-actions.tsx'
import { nowSentence, releasePercent, secondsLeft } from './release-words.ts'

const ground = {
  ok: 'border-line bg-surface',
  info: 'border-line bg-surface',
  warn: 'border-warn-line bg-warn-soft',
  bad: 'border-bad-line bg-bad-soft',
  idle: 'border-idle-line bg-idle-soft',
} as const satisfies Record<Tone, string>

const questions: Partial<Record<ReleaseStatus, string>> = {
  'awaiting-decision': 'Keep it, or roll back?',
}

/** Status in words, elapsed and left, and what can be pressed. Its height does not depend on the status. */
export function StatusPanel({ release }: { release: Release }) {
  const look = releaseLook[release.status]
  const failure = release.failure
  return (
    <section
      aria-label="Status"
      className={classNames('overflow-hidden rounded-xl border shadow-low', ground[look.tone])}
    >
      <div className="flex min-h-25 flex-wrap items-center gap-x-5 gap-y-4 px-4 py-4 sm:px-5">
        <div className="flex min-w-0 flex-1 basis-80 items-center gap-4">
          <span className="max-sm:self-start">
            <StatusMark look={{ ...look, word: '' }} size="large" />
          </span>
          <div className="min-w-0" aria-live="polite">
            <p className="flex flex-wrap items-baseline gap-x-2.5">
              <strong className="text-xl font-semibold tracking-tight">
                {questions[release.status] ?? look.word}
              </strong>
            </p>
            <p className="mt-0.5 text-base wrap-anywhere">{nowSentence(release)}</p>
            {failure !== null && failure.remedy !== null && (
              <p className="mt-0.5 text-sm wrap-anywhere">{failure.remedy}</p>
            )}
          </div>
        </div>
        <ReleaseActions release={release} />
      </div>
      <Elapsed release={release} />
    </section>
  )
}

function Elapsed({ release }: { release: Release }) {
  const { createdAt, endedAt, steps, status } = release
  const active = isActive(status)
  const elapsed = useNowText((now) =>
    formatDuration(
      Math.floor(((endedAt === null ? now : Date.parse(endedAt)) - Date.parse(createdAt)) / 1000),
    ),
  )
  const left = useNowText((now) => {
    const seconds = secondsLeft(release, now)
    return seconds === null ? '' : formatDuration(seconds)
  })
  const percent = Number(useNowText((now) => releasePercent(release, now).toFixed(1)))
  const done = steps.filter(({ state }) => state === 'succeeded').length
  const leftText = left === '' ? 'longer than expected' : `about ${left} left`
  const note = active
    ? status === 'awaiting-decision' || status === 'aborting'
      ? `${elapsed} so far`
      : `${elapsed} so far, ${leftText}`
    : `took ${elapsed}`
  return (
    <div className="border-t border-line bg-surface px-4 py-2.5 sm:px-5">
      <Progress
        label={`${done} of ${steps.length} steps done`}
        value={percent}
        note={note}
        tone={releaseLook[status].tone}
      />
    </div>
  )
}
