import { isFrontendPage, isHtml, isSameSite } from '../../domain/drift/site-page.ts'
import type { Environment } from '../../domain/environment.ts'
import type { HttpProbe, ProbeResponse } from './http-probe.ts'
import { siteHeaders } from './probe-headers.ts'
import { joinUrl } from './probe-reading.ts'

/**
 * Whether an answer at the backend's address is the frontend's page: a site that answers its page for everything it
 * does not know looks healthy to whoever reads the status alone. Asks for the site's own page only when HTML came.
 */
export async function isAnsweredBySite(
  probe: HttpProbe,
  environment: Pick<Environment, 'frontend' | 'rollout'>,
  answer: ProbeResponse,
): Promise<boolean> {
  const isSuccess = answer.status >= 200 && answer.status < 300
  if (!isSuccess || !isHtml(answer.headers['content-type'], answer.body)) return false
  if (isFrontendPage(answer.body)) return true
  const { url } = environment.frontend
  const request = { headers: siteHeaders(environment), followsSameResource: true }
  const page = await probe.get(joinUrl(url, ''), request)
  return page.ok && page.value.status === 200 && isSameSite(answer, page.value, url)
}
