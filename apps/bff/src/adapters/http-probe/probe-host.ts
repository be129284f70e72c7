import type { Environment } from '../../domain/environment.ts'

/** `host:port` of an address, with the port that its protocol implies. */
export const probeHost = (url: URL): string =>
  `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`

/** The hosts that a configuration names: where its backends and frontends answer. */
export function probeHosts(environments: readonly Pick<Environment, 'backend' | 'frontend'>[]): Set<string> {
  const urls = environments.flatMap(({ backend, frontend }) => [backend.url, frontend.url])
  return new Set(urls.flatMap((url) => URL.parse(url) ?? []).map(probeHost))
}
