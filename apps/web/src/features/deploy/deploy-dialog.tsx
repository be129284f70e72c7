import { useNavigate } from 'react-router'
import { environmentPath } from '../../paths.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'

/** The dialog route over an environment's page. */
export function DeployDialog() {
  const ref = useEnvironmentRef()
  const navigate = useNavigate()
  return (
    <Dialog open onClose={() => void navigate(environmentPath(ref))} title="Deploy">
      <EmptyState title="Not here yet" />
    </Dialog>
  )
}
