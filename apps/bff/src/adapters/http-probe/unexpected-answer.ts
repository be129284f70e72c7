import type { Problem } from '@lockstep/shared-types/problem'
import type { ProbeResponse } from './http-probe.ts'

type Answered = Pick<ProbeResponse, 'status' | 'headers'>

export const isRedirect = ({ status }: Pick<Answered, 'status'>): boolean => status >= 300 && status < 400

/** Whoever answers does not let Lockstep see it; what others get cannot be told from that. */
export const isRefusal = ({ status }: Pick<Answered, 'status'>): boolean =>
  status === 401 || status === 403 || status === 407

/**
 * AWS WAF wants proof of a browser: 202 for a challenge, 405 for a puzzle.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html
 */
export const isChallenge = ({ headers }: Answered): boolean => headers['x-amzn-waf-action'] !== undefined

/** What a status other than the wanted one means, in a few words. */
export function describeStatus({ status, headers }: Answered): string {
  if (!isRedirect({ status })) return `answered ${status}`
  return `answered ${status}, a redirect to ${headers['location'] ?? 'nowhere'}, which Lockstep does not follow`
}

const checkThere = 'Check the address in the configuration, and what answers there.'
const checkUp = 'It may be over soon: Lockstep asks again by itself. If it lasts, look at what answers there.'

/** A status from which nothing can be told, in words that name it. */
export function unexpectedStatus(url: string, response: Answered): Problem {
  const { status } = response
  const base = { code: 'probe-failed', detail: null } as const
  if (isRefusal(response) || isChallenge(response))
    return {
      ...base,
      title: `${url} refuses Lockstep (${status}), so what it serves cannot be verified.`,
      remedy:
        'Let Lockstep in: give its requests a header by probeHeaders in the configuration, or except it from the rule that refuses it.',
      probeCause: 'denied',
    }
  if (isRedirect(response))
    return {
      ...base,
      title: `${url} ${describeStatus(response)}.`,
      remedy: 'Configure the address that it leads to, if that is the right one.',
      probeCause: 'redirect',
    }
  return {
    ...base,
    title: `${url} ${describeStatus(response)}.`,
    remedy: status >= 500 || status === 429 ? checkUp : checkThere,
    probeCause: 'status',
  }
}

/** An answer that came with the right status, but is not what was asked for. */
export const unexpectedAnswer = (url: string, what: string): Problem => ({
  code: 'probe-failed',
  title: `${url} ${what}.`,
  detail: null,
  remedy: checkThere,
  probeCause: 'unexpected',
})
