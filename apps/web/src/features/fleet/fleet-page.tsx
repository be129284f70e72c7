import { useDocumentTitle } from '../../lib/use-document-title.ts'
import { Section } from '../../ui/section.tsx'
import { FleetContent } from './fleet-content.tsx'
import { FleetSkeleton } from './fleet-skeleton.tsx'

/** Every environment of every application: is it in step, which versions, what was released last. */
export function FleetPage() {
  useDocumentTitle('Fleet')
  return (
    <Section fallback={<FleetSkeleton />}>
      <FleetContent />
    </Section>
  )
}
