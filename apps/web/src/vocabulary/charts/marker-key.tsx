import { useChartGroup } from './chart-group.tsx'
import { markerKinds, MarkerSymbol, markerWord } from './marker-look.tsx'

/** What the shapes above the charts mean, as far as there are any; and what a hatched part means. */
export function MarkerKey() {
  const { markers } = useChartGroup()
  const kinds = markerKinds.filter((kind) => markers.some((marker) => marker.kind === kind))
  return (
    <p className="mt-1 flex min-h-4 flex-wrap items-center gap-x-4 gap-y-0.5 text-2xs text-muted">
      {kinds.map((kind) => (
        <span key={kind} className="inline-flex items-center gap-1.5">
          <MarkerSymbol kind={kind} />
          {markerWord[kind]}
        </span>
      ))}
      <span className="inline-flex items-center gap-1.5">
        <span
          aria-hidden
          className="size-2.5 border border-line bg-[repeating-linear-gradient(45deg,var(--control)_0_1px,transparent_1px_4px)]"
        />
        Nothing measured
      </span>
    </p>
  )
}
