import { AwsError } from '../../wire/aws-error.ts'
import { policyVerdict } from '../resource-policy.ts'
import type { Repository } from './repository.ts'

export type Caller = { readonly accountId: string; readonly principal: string }

/**
 * Whether a caller may do this with a repository: one's own account may what the policy does not deny (there is no
 * IAM here), another account only what the policy allows.
 */
export function mayUse(
  owner: string,
  repository: Pick<Repository, 'policy'> | undefined,
  { accountId, principal }: Caller,
  action: string,
): boolean {
  const verdict = policyVerdict(repository?.policy ?? null, { accountId, principal, action })
  return accountId === owner ? verdict !== 'deny' : verdict === 'allow'
}

/** In the words of IAM, which ECR passes on. */
export const accessDenied = (
  { principal }: Caller,
  action: string,
  resource: string,
  why: 'denied' | 'not allowed',
): AwsError =>
  new AwsError(
    'AccessDeniedException',
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${
      why === 'denied'
        ? 'with an explicit deny in a resource-based policy'
        : `because no resource-based policy allows the ${action} action`
    }`,
    400,
  )
