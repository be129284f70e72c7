import type { Remedy } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { ReleaseSummary } from '@lockstep/shared-types/release'
import { CloudLightning, Rocket, Undo2, type LucideIcon } from 'lucide-react'
import { deployPath, invalidatePath, rollbackPath } from '../../paths.ts'
import type { ButtonSize, ButtonVariant } from '../../ui/button-style.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { useRefusal } from './use-refusal.ts'

type Pressable = Exclude<Remedy, { kind: 'instructions' }>

/** The one thing to press, which opens its dialog filled in; or what to do where Lockstep cannot do it. */
export function RemedyAction({
  environment,
  remedy,
  size = 'small',
  variant = 'secondary',
}: {
  environment: EnvironmentRef & { activeRelease: ReleaseSummary | null }
  remedy: Remedy
  size?: ButtonSize
  variant?: ButtonVariant
}) {
  const refusal = useRefusal(
    remedy.kind === 'instructions' ? 'check' : remedy.kind,
    environment.activeRelease,
  )
  if (remedy.kind === 'instructions')
    return (
      <div className="max-w-prose text-sm">
        <p className="font-semibold">{remedy.label}</p>
        <p className="text-muted">{remedy.text}</p>
      </div>
    )
  const Icon = icons[remedy.kind]
  return (
    <ButtonLink
      to={remedyPath(environment, remedy)}
      size={size}
      variant={variant}
      icon={<Icon size={size === 'large' ? 18 : 14} aria-hidden />}
      disabledReason={refusal}
      preventScrollReset
    >
      {remedy.label}
    </ButtonLink>
  )
}

const icons = {
  invalidate: CloudLightning,
  deploy: Rocket,
  rollback: Undo2,
} as const satisfies Record<Pressable['kind'], LucideIcon>

const remedyPath = (ref: EnvironmentRef, remedy: Pressable): string => {
  switch (remedy.kind) {
    case 'invalidate':
      return invalidatePath(ref, { mode: remedy.mode })
    case 'deploy':
      return deployPath(ref, { version: remedy.version, scope: remedy.scope })
    case 'rollback':
      return rollbackPath(ref, { version: remedy.version })
  }
}
