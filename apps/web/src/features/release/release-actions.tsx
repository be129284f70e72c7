import { whyNotAllowed } from '@lockstep/shared-types/release-actions'
import type { Release } from '@lockstep/shared-types/release'
import { useQuery } from '@tanstack/react-query'
import { Ban, Check, Undo2 } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { sessionQuery } from '../../api/session.ts'
import { environmentPath, rollbackPath } from '../../paths.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { refusalOf } from '../../vocabulary/permission.ts'
import { isActive } from '../../vocabulary/release-look.ts'
import type { ReleaseDialogId } from './release-dialogs.tsx'
import { versionToGoBackTo } from './version-to-go-back-to.ts'

const loadDialogs = () => import('./release-dialogs.tsx')
const ReleaseDialogs = lazy(async () => ({ default: (await loadDialogs()).ReleaseDialogs }))

/** What can be pressed in this status; the rules are the server's own table. */
export function ReleaseActions({ release }: { release: Release }) {
  const [opened, setOpened] = useState<ReleaseDialogId | null>(null)
  const { data: session } = useQuery(sessionQuery())
  const role = session?.role ?? null
  const close = () => setOpened(null)
  const active = isActive(release.status)
  // Fetched before it is needed: whoever aborts has no time, and maybe no connection.
  useEffect(() => {
    if (active) void loadDialogs().catch(() => {})
  }, [active])
  const isAsking = release.status === 'awaiting-decision'
  const abortRefusal = whyNotAllowed('abort', release.status) ?? refusalOf('abort', role)
  const decideRefusal = whyNotAllowed('decide', release.status) ?? refusalOf('decide', role)
  return (
    <div className="flex min-h-11 items-center gap-2.5 max-sm:w-full max-sm:*:flex-1 max-sm:[&_a]:px-2 max-sm:[&_button]:w-full max-sm:[&_button]:px-2">
      {isAsking && (
        <>
          <Button
            size="large"
            variant="danger"
            icon={<Undo2 size={18} aria-hidden />}
            disabledReason={decideRefusal}
            onClick={() => setOpened('rollback')}
          >
            Roll back
          </Button>
          <Button
            size="large"
            icon={<Check size={18} aria-hidden />}
            disabledReason={decideRefusal}
            onClick={() => setOpened('keep')}
          >
            Keep
          </Button>
        </>
      )}
      {active && !isAsking && (
        <Button
          size="large"
          icon={<Ban size={17} aria-hidden />}
          disabledReason={abortRefusal}
          onClick={() => setOpened('abort')}
        >
          Abort
        </Button>
      )}
      {!active && <NextActions release={release} />}
      {opened !== null && (
        <Suspense>
          <ReleaseDialogs release={release} opened={opened} onClose={close} />
        </Suspense>
      )}
    </div>
  )
}

/** After the end: go back, or look at what runs now. */
function NextActions({ release }: { release: Release }) {
  const canUndo = release.kind !== 'invalidate' && release.artifact !== null
  return (
    <>
      {canUndo && (
        <ButtonLink
          to={rollbackPath(release, { version: versionToGoBackTo(release) })}
          size="large"
          icon={<Undo2 size={18} aria-hidden />}
        >
          Roll back
        </ButtonLink>
      )}
      <ButtonLink to={environmentPath(release)} size="large" variant="primary">
        Open environment
      </ButtonLink>
    </>
  )
}
