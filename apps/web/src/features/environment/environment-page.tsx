import { Outlet } from 'react-router'
import { Section } from '../../ui/section.tsx'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'
import { EnvironmentContent } from './environment-content.tsx'
import { EnvironmentSkeleton } from './environment-skeleton.tsx'
import { MissingEnvironment } from './missing-environment.tsx'

/** Is it in step, since when, which half is wrong, what do I press? */
export function EnvironmentPage() {
  const ref = useEnvironmentRef()
  return (
    <>
      <Section
        key={`${ref.applicationId}/${ref.environmentId}`}
        fallback={<EnvironmentSkeleton />}
        missing={<MissingEnvironment />}
      >
        <EnvironmentContent environmentRef={ref} />
      </Section>
      <Outlet />
    </>
  )
}
