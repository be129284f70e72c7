import type { Policy, RolloutPolicyInForce } from '@lockstep/shared-types/policy'
import { Milestone, Pencil } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { stagesNote } from '../../vocabulary/rollout/gate-words.ts'
import { EditBar } from './edit-bar.tsx'
import { errorsBelow } from './field-errors.ts'
import { MatrixEditor } from './matrix-editor.tsx'
import { MatrixTable } from './matrix-table.tsx'
import { MissingFields } from './missing-fields.tsx'
import { OutdatedNotice } from './outdated-notice.tsx'
import { MissingFacts } from './missing-facts.tsx'
import { ReplayPanel } from './replay-panel.tsx'
import { SaveDialog } from './save-dialog.tsx'
import { StageEditor } from './stage-editor.tsx'
import { StageList } from './stage-list.tsx'
import { usePolicyEditing } from './use-policy-editing.ts'
import { VersionNote } from './version-note.tsx'

/** Stages, gates and decision matrix: one version, so they are edited and put in force together. */
export function RolloutPolicySection({ policy, refusal }: { policy: Policy; refusal: string | null }) {
  if (policy.rollout === null)
    return (
      <Card title="Stages and decisions" flush>
        <EmptyState icon={<Milestone size={20} />} title="No rollout is set up here">
          Releases change everything at once. Stages and decisions can be edited here once the configuration
          file gives this environment a <code>rollout</code> with a driver.
        </EmptyState>
      </Card>
    )
  return <RolloutPolicyCards policy={policy} inForce={policy.rollout} refusal={refusal} />
}

function RolloutPolicyCards({
  policy,
  inForce,
  refusal,
}: {
  policy: Policy
  inForce: RolloutPolicyInForce
  refusal: string | null
}) {
  const box = useRef<HTMLDivElement>(null)
  const edit = usePolicyEditing(policy, inForce, box)
  const { editing, save } = edit
  const actions = editing === null && (
    <Button
      size="small"
      icon={<Pencil size={14} aria-hidden />}
      disabledReason={refusal}
      onClick={edit.start}
    >
      Edit stages and decisions
    </Button>
  )
  return (
    <div ref={box} className="space-y-4">
      {edit.isOutdated && (
        <OutdatedNotice newest={inForce} theirs={edit.theirs} onRedo={edit.redo} onDrop={edit.leave} />
      )}
      <Card
        title="Stages and gates"
        note={
          <>
            {stagesNote(inForce.policy.stages)} · <VersionNote version={inForce} />
          </>
        }
        actions={actions}
        flush
      >
        {editing === null ? (
          <StageList stages={inForce.policy.stages} />
        ) : (
          <StageEditor
            stages={editing.draft.stages}
            errors={errorsBelow(edit.errors, 'stages')}
            onChange={(stages) => edit.change({ stages })}
          />
        )}
      </Card>
      <Card title="Decision matrix" note="The first row that applies decides; limits are strict" flush>
        {editing === null ? (
          <MatrixTable matrix={inForce.policy.matrix} />
        ) : (
          <MatrixEditor
            matrix={editing.draft.matrix}
            errors={errorsBelow(edit.errors, 'matrix')}
            onChange={(matrix) => edit.change({ matrix })}
          />
        )}
      </Card>
      <Card title="Window and missing measurements" flush>
        {editing === null ? (
          <MissingFacts policy={inForce.policy} />
        ) : (
          <>
            <MissingFields draft={editing.draft} errors={edit.errors} onChange={edit.change} />
            <ReplayPanel of="stages and decisions" replay={edit.replay} input={edit.tried} policy={policy} />
            <EditBar
              of="stages and decisions"
              changes={edit.changes}
              errorCount={edit.errorCount}
              isTrying={edit.replay.isPending}
              onTry={edit.tryIt}
              onSave={edit.askToSave}
              onDiscard={edit.leave}
            />
          </>
        )}
      </Card>
      {save.isAsking && (
        <SaveDialog
          title="Put these stages and decisions in force"
          effect="A rollout that runs now is judged by these decisions from its next look on; its stages stay as its plan named them."
          changes={edit.changes}
          isBusy={edit.isSaving}
          error={save.error}
          onClose={save.close}
          onSubmit={edit.submit}
        />
      )}
    </div>
  )
}
