import type { ReleaseStrategy } from '@lockstep/shared-types/release-kind'
import { Segmented } from '../../ui/segmented.tsx'

const items = [
  { value: 'stages', label: 'In stages' },
  { value: 'all-at-once', label: 'All at once' },
] as const satisfies readonly { value: ReleaseStrategy; label: string }[]

const consequence = {
  stages:
    'The new version starts beside the old one and gets traffic stage by stage, while the numbers hold. The way back is one call.',
  'all-at-once': 'The new version replaces the old one for everybody. The way back is a rollback.',
} as const satisfies Record<ReleaseStrategy, string>

/** Beside the old version, or instead of it. */
export function StrategyChoice({
  strategy,
  onChange,
}: {
  strategy: ReleaseStrategy
  onChange: (strategy: ReleaseStrategy) => void
}) {
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium">How it goes out</p>
      <Segmented label="How it goes out" items={items} value={strategy} onChange={onChange} />
      <p className="mt-1.5 min-h-9 text-xs text-muted">{consequence[strategy]}</p>
    </div>
  )
}
