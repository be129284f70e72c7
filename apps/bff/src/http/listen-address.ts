import { fail, ok, type Result } from '../domain/result.ts'

const loopbackHosts = ['127.0.0.1', '::1', 'localhost']

/** The address to listen on. Until sign-in is configured everybody is the local operator, so only loopback is accepted. */
export function checkListenAddress(host: string, signInConfigured: boolean): Result<string> {
  if (signInConfigured || loopbackHosts.includes(host)) return ok(host)
  return fail({
    code: 'forbidden',
    title: `Lockstep does not listen on ${host}: sign-in is not configured.`,
    detail: 'Without sign-in everybody who reaches the address could deploy.',
    remedy: `Listen on ${loopbackHosts.join(', ')}.`,
  })
}

/** The `Host` values that a browser sends for this address. */
export function hostsOf(host: string, port: number): ReadonlySet<string> {
  const names = loopbackHosts.includes(host) ? ['127.0.0.1', 'localhost', '[::1]'] : [host]
  return new Set(names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])))
}

/** What a person types into a browser; an IPv6 address stands in brackets there. */
export const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`
