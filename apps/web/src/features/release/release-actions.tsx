import { whyNotAllowed } from '@lockstep/shared-types/release-actions'
import type { Release } from '@lockstep/shared-types/release'
import { useQuery } from '@tanstack/react-query'
import { Ban, Check, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { sessionQuery } from '../../api/session.ts'
import { environmentPath, rollbackPath } from '../../paths.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { refusalOf } from '../../vocabulary/permission.ts'
import { isActive } from '../../vocabulary/release-look.ts'
import { AbortDialog } from './abort-dialog.tsx'
import { DecideDialog } from './decide-dialog.tsx'

type Opened = 'abort' | 'keep' | 'rollback' | null

/** What can be pressed in this status; the rules are the server's own table. */
export function ReleaseActions({ release }: { release: Release }) {
  const [opened, setOpened] = useState<Opened>(null)
  const { data: session } = useQuery(sessionQuery())
  const role = session?.role ?? null
  const close = () => setOpened(null)
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
      {isActive(release.status) && !isAsking && (
        <Button
          size="large"
          icon={<Ban size={17} aria-hidden />}
          disabledReason={abortRefusal}
          onClick={() => setOpened('abort')}
        >
          Abort
        </Button>
      )}
      {!isActive(release.status) && <NextActions release={release} />}
      <AbortDialog release={release} open={opened === 'abort'} onClose={close} />
      <DecideDialog release={release} decision="keep" open={opened === 'keep'} onClose={close} />
      <DecideDialog release={release} decision="rollback" open={opened === 'rollback'} onClose={close} />
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
          to={rollbackPath(release, { version: release.from?.version ?? null })}
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
