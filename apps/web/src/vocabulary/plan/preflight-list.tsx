import type { PreflightCheck } from '@lockstep/shared-types/preflight'
import { useState } from 'react'
import { plural } from '../../lib/format-number.ts'
import { StatusIcon, StatusMark } from '../../ui/badge.tsx'
import { Definition, DefinitionList } from '../../ui/definition-list.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { checkLook } from '../drift-look.ts'
import { isBlocking, isOverridable, worstFirst, type PlanForm } from './plan-form.ts'

const preflightLook = {
  ...checkLook,
  fail: { ...checkLook.fail, word: 'Failed' },
} as const

/** What stands against the release, open and first; what is well, folded into one line. */
export function PreflightList({
  checks,
  form,
  onChange,
}: {
  checks: readonly PreflightCheck[]
  form: PlanForm
  onChange: (form: PlanForm) => void
}) {
  const [open, setOpen] = useState(false)
  const against = worstFirst(checks.filter(({ status }) => status !== 'ok'))
  const well = checks.filter(({ status }) => status === 'ok')
  return (
    <section aria-label="Preflight" className="overflow-hidden rounded-xl border border-line">
      <ul className="divide-y divide-line">
        {against.map((check) => (
          <li key={check.id}>
            <StandingCheck check={check} form={form} onChange={onChange} />
          </li>
        ))}
        {well.length > 0 && (
          <li>
            <Disclosure
              open={open}
              onToggle={() => setOpen(!open)}
              summary={
                <>
                  <StatusMark look={{ ...preflightLook.ok, word: '' }} />
                  <span className="text-sm font-medium">
                    {against.length === 0
                      ? `All ${plural(well.length, 'preflight check')} passed`
                      : `${plural(well.length, 'other check')} passed`}
                  </span>
                </>
              }
            >
              <ul className="space-y-1.5 px-4 pt-1 pb-3 pl-13 text-sm">
                {well.map((check) => (
                  <li key={check.id} className="flex items-start gap-2">
                    <span className="mt-0.5">
                      <StatusIcon look={preflightLook.ok} size={13} />
                    </span>
                    <span className="min-w-0 wrap-anywhere">{check.sentence}</span>
                  </li>
                ))}
              </ul>
            </Disclosure>
          </li>
        )}
      </ul>
    </section>
  )
}

function StandingCheck({
  check,
  form,
  onChange,
}: {
  check: PreflightCheck
  form: PlanForm
  onChange: (form: PlanForm) => void
}) {
  return (
    <div className="flex gap-3 px-4 py-3">
      <StatusMark look={preflightLook[check.status]} />
      <div className="min-w-0 flex-1 space-y-2 text-sm">
        <p className="pt-0.5">
          <span className="font-medium">{check.sentence}</span>
          {isBlocking(check) && <span className="font-medium text-bad"> This blocks the release.</span>}
        </p>
        {(check.expected !== null || check.observed !== null) && (
          <DefinitionList>
            {check.expected !== null && <Definition term="Expected">{check.expected}</Definition>}
            {check.observed !== null && <Definition term="Observed">{check.observed}</Definition>}
          </DefinitionList>
        )}
        {isOverridable(check) && (
          <TextField
            label="Release in spite of this, because"
            placeholder="Kept with the release and in the audit log"
            value={form.overrides[check.id] ?? ''}
            onValueChange={(reason) =>
              onChange({ ...form, overrides: { ...form.overrides, [check.id]: reason } })
            }
          />
        )}
      </div>
    </div>
  )
}
