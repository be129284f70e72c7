import type { Plan } from '@lockstep/shared-types/plan'
import { useNowText } from '../../lib/use-now-text.ts'

/** Whether the plan is too old to be started; becomes true by itself. */
export const useExpired = (plan: Plan | undefined): boolean =>
  useNowText((now) => (plan !== undefined && now >= Date.parse(plan.expiresAt) ? 'expired' : 'good')) ===
  'expired'
