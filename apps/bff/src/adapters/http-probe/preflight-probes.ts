import type { Environment } from '../../domain/environment.ts'
import type { DocumentFinding, ProbeFinding } from '../../domain/release/preflight/rollout-facts.ts'
import type { ExpectedAnswer } from '../../domain/rollout/rollout-config.ts'
import { isAnsweredBySite } from './answered-by-site.ts'
import type { HttpProbe } from './http-probe.ts'
import { backendHeaders } from './probe-headers.ts'
import { joinUrl } from './probe-reading.ts'
import { describeStatus, isChallenge, unexpectedStatus } from './unexpected-answer.ts'

/** Calls the backend and compares the answer with what is expected. */
export async function askExpected(
  probe: HttpProbe,
  environment: Pick<Environment, 'backend' | 'frontend' | 'rollout'>,
  { path, status, bodyHolds }: ExpectedAnswer,
): Promise<ProbeFinding> {
  const url = joinUrl(environment.backend.url, path)
  const answer = await probe.get(url, { headers: backendHeaders(environment) })
  if (!answer.ok) return { answer: 'none', problem: answer.problem }
  const said = `${path} ${describeStatus(answer.value)}`
  if (isChallenge(answer.value)) return { answer: 'none', problem: unexpectedStatus(url, answer.value) }
  if (answer.value.status !== status) return { answer: 'other', sentence: `${said} instead of ${status}.` }
  if (await isAnsweredBySite(probe, environment, answer.value))
    return {
      answer: 'other',
      sentence: `${said}, but with the page of the frontend: the backend did not answer.`,
    }
  return bodyHolds === null || answer.value.body.includes(bodyHolds)
    ? { answer: 'expected', sentence: `${said}, as expected.` }
    : { answer: 'other', sentence: `${said}, but not with “${bodyHolds}”.` }
}

/** Reads a JSON document of the backend. */
export async function readDocument(
  probe: HttpProbe,
  environment: Pick<Environment, 'backend'>,
  path: string,
): Promise<DocumentFinding> {
  const answer = await probe.get(joinUrl(environment.backend.url, path), {
    headers: backendHeaders(environment),
    followsSameResource: true,
  })
  if (!answer.ok) return { state: 'none', problem: answer.problem }
  if (answer.value.status !== 200)
    return { state: 'other', sentence: `${path} ${describeStatus(answer.value)} instead of 200.` }
  try {
    return { state: 'read', document: JSON.parse(answer.value.body) as unknown }
  } catch {
    return { state: 'other', sentence: `${path} does not answer with JSON.` }
  }
}
