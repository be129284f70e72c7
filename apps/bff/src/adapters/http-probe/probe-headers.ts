import type { Environment } from '../../domain/environment.ts'

/**
 * The function at the edge draws a cohort for whoever loads a page, and lets a caller name one. What Lockstep reads must
 * be the main site, also while visitors are split.
 */
const asBaseline = { 'x-lockstep-cohort': 'baseline' } as const

const hasCohorts = ({ rollout }: Pick<Environment, 'rollout'>): boolean =>
  rollout?.driver.type === 'cloudfront-cohort' || rollout?.driver.type === 'paired'

type Headers = Readonly<Record<string, string>>

/** What requests to the site carry. */
export const siteHeaders = (environment: Pick<Environment, 'frontend' | 'rollout'>): Headers => ({
  ...Object.fromEntries(environment.frontend.probeHeaders),
  ...(hasCohorts(environment) ? asBaseline : {}),
})

/** What requests to the backend carry. */
export const backendHeaders = ({ backend }: Pick<Environment, 'backend'>): Headers =>
  Object.fromEntries(backend.probeHeaders)
