import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { FleetCard } from './fleet-card.tsx'

const estimatedHeight = 178

/** The fleet on a phone. */
export function FleetCards({ environments }: { environments: readonly EnvironmentSummary[] }) {
  const list = useRef<HTMLUListElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY), [])
  // oxlint-disable-next-line react/incompatible-library -- the React Compiler, which it warns about, is not used
  const cards = useWindowVirtualizer({
    count: environments.length,
    estimateSize: () => estimatedHeight,
    overscan: 4,
    gap: 10,
    scrollMargin: top,
  })
  return (
    <ul ref={list} aria-label="Fleet" className="relative" style={{ height: cards.getTotalSize() }}>
      {cards.getVirtualItems().map(({ index, start }) => {
        const environment = environments[index]
        if (environment === undefined) return null
        return (
          <li
            key={`${environment.applicationId}/${environment.environmentId}`}
            ref={cards.measureElement}
            data-index={index}
            aria-setsize={environments.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <FleetCard environment={environment} />
          </li>
        )
      })}
    </ul>
  )
}
