import type { Release } from '@lockstep/shared-types/release'
import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { rolloutQuery } from '../../api/rollout.ts'
import { usePollMilliseconds } from '../../api/use-poll.ts'
import { rolloutPath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { isActive } from '../../vocabulary/release-look.ts'
import { NextStepText } from '../../vocabulary/rollout/next-step-text.tsx'
import { StageTrack } from '../../vocabulary/rollout/stage-track.tsx'

const pollOfflineMilliseconds = 5000

/** The stages under the step that walks through them, and the way to where they are controlled. */
export function RolloutProgress({ release }: { release: Release }) {
  const refetchInterval = usePollMilliseconds(false, pollOfflineMilliseconds)
  const { data: rollout, isError } = useQuery({ ...rolloutQuery(release.id), refetchInterval })
  if (isError && rollout === undefined) return null
  return (
    <div className="mt-1 mb-2 space-y-2 sm:ml-9">
      {rollout === undefined ? <Skeleton className="h-23 rounded-lg" /> : <StageTrack rollout={rollout} />}
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <p className="min-w-0 flex-1 basis-40">
          {rollout !== undefined && <NextStepText rollout={rollout} />}
        </p>
        <ButtonLink
          to={rolloutPath(release)}
          size="small"
          variant={isActive(release.status) ? 'primary' : 'secondary'}
          icon={<ArrowRight size={14} aria-hidden />}
        >
          Open the rollout
        </ButtonLink>
      </div>
    </div>
  )
}
