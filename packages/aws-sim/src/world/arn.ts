import type { WorldContext } from './world.ts'

/** `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE` in the world's region and account. */
export const arn = (
  { region, accountId }: Pick<WorldContext, 'region' | 'accountId'>,
  service: string,
  resource: string,
): string => `arn:aws:${service}:${region}:${accountId}:${resource}`
