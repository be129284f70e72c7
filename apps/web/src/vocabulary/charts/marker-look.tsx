import type { Marker } from '@lockstep/shared-types/measurement'

export const markerKinds = ['release', 'stage', 'decision'] as const satisfies readonly Marker['kind'][]

export const markerWord = {
  release: 'Release began',
  stage: 'Percentage changed',
  decision: 'Decision took effect',
} as const satisfies Record<Marker['kind'], string>

/** The dash of a marker's line; the shape above it differs as well. */
export const markerBorder = {
  release: 'border-solid border-control',
  stage: 'border-dashed border-accent',
  decision: 'border-dotted border-bad',
} as const satisfies Record<Marker['kind'], string>

const shape = {
  release: { path: 'M5 9 1 2h8z', className: 'fill-muted' },
  stage: { path: 'M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8z', className: 'fill-accent' },
  decision: { path: 'M5 0l5 5-5 5-5-5z', className: 'fill-bad' },
} as const satisfies Record<Marker['kind'], { path: string; className: string }>

/** Triangle, circle, diamond. */
export function MarkerSymbol({ kind, className = '' }: { kind: Marker['kind']; className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 10 10"
      className={`size-2.5 shrink-0 ${shape[kind].className} ${className}`}
    >
      <path d={shape[kind].path} />
    </svg>
  )
}
