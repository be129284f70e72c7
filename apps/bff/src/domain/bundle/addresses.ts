import { matchEndpoint } from '../drift/resolve-endpoint.ts'
import type { Wanted } from './wanted.ts'

const address = /^(https?|wss?):\/\/[^\s"'<>]+$/i

/** Whether a text is nothing but an absolute address; the beginning of one, as in `http://[${host}]`, is none. */
export const isAddress = (text: string): boolean =>
  text.length < 2000 && address.test(text) && URL.canParse(text)

/** Words in the name of a host that say which environment it is of; only one that the backend's own name lacks tells. */
const environmentWords =
  /^(staging|stage|stg|development|develop|dev|test|testing|tst|qa|uat|int|preprod|sandbox|preview|demo|local)\d*$/
/** Hosts that nobody but their maker names: a load balancer, an API, a service of AWS. */
const awsHost = /\.(elb|execute-api|lambda-url|awsapprunner)\.|\.amazonaws\.com$/

/**
 * Whether an address in the code speaks against the backend's being the one that is called: another environment's
 * backend, the machine of a developer, or the same domain under the name of another environment. Other addresses are
 * ordinary: documents, pictures, services of others.
 */
export function isRival(text: string, { backendUrl, siteUrl, siblings }: Wanted): boolean {
  if (!isAddress(text)) return false
  if (siblings.backendUrls.some((url) => matchEndpoint(text, url, siteUrl) === 'same')) return true
  const [url, backend] = [new URL(text), new URL(backendUrl)]
  if (url.host === backend.host || url.host === new URL(siteUrl).host) return false
  if (isOwnMachine(url.hostname)) return url.port !== '' && !isOwnMachine(backend.hostname)
  if (awsHost.test(url.hostname)) return domainOf(url.hostname) === domainOf(backend.hostname)
  if (domainOf(url.hostname) !== domainOf(backend.hostname)) return false
  const own = new Set(words(backend.hostname))
  return words(url.hostname).some((word) => environmentWords.test(word) && !own.has(word))
}

const isOwnMachine = (host: string): boolean =>
  /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1\]|10(\.\d+){3}|192\.168(\.\d+){2})$/.test(host)

const words = (host: string): string[] => host.split(/[.-]/)

/** The last two labels; three where the second last is one of a country's own, such as co.uk; four of an AWS service's host. */
function domainOf(host: string): string {
  const labels = host.split('.')
  const [second = ''] = labels.slice(-2)
  const kept = awsHost.test(host) ? 4 : second.length <= 3 && (labels.at(-1)?.length ?? 0) === 2 ? 3 : 2
  return labels.slice(-kept).join('.')
}
