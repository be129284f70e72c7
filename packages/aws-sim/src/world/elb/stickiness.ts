import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { WorldRequest } from '../world.ts'
import type { TargetGroupRecord } from './types.ts'

const cookieName = 'AWSALBTG'

/** Seconds for which a forward action keeps a caller at one target group; null when it does not. */
export function stickySeconds(action: Action): number | null {
  const config = action.ForwardConfig?.TargetGroupStickinessConfig
  return config?.Enabled === true ? (config.DurationSeconds ?? 86_400) : null
}

/** The id of the target group that a caller's cookie names, as far as it can be trusted. */
export function stuckTo({ headers }: WorldRequest): string | null {
  return new RegExp(`(?:^|;\\s*)${cookieName}=([0-9a-f]+)`).exec(headers['cookie'] ?? '')?.[1] ?? null
}

/** A target group as the cookie names it: the last part of its dimension, opaque to whoever reads it. */
export const stickyId = ({ dimension }: TargetGroupRecord): string =>
  dimension.slice(dimension.lastIndexOf('/') + 1)

/** The cookie that keeps a caller at a target group. */
export const stickyCookie = (group: TargetGroupRecord, seconds: number, now: number): string =>
  `${cookieName}=${stickyId(group)}; Expires=${new Date(now + seconds * 1000).toUTCString()}; Path=/`
