/** How an address that a bundle holds relates to the backend's address. */
export type EndpointMatch = 'same' | 'other' | 'not-an-address'

/**
 * Compares the baked address with the backend's: same scheme, host and port, and a path at or below the backend's.
 * A relative address is taken from the site's root, as a browser does.
 */
export function matchEndpoint(baked: string, backendUrl: string, siteUrl: string): EndpointMatch {
  const url = URL.parse(baked, siteUrl)
  // A blank in an address is taken off by whoever parses it alone, and breaks every address that is made with it.
  if (baked === '' || /\s/.test(baked) || url === null || !/^(https?|wss?):$/.test(url.protocol))
    return 'not-an-address'
  const backend = new URL(backendUrl)
  const sameHost =
    url.protocol.replace('ws', 'http') === backend.protocol &&
    url.host === backend.host &&
    url.username === ''
  return sameHost && `${trimmed(url.pathname)}/`.startsWith(`${trimmed(backend.pathname)}/`)
    ? 'same'
    : 'other'
}

const trimmed = (path: string): string => path.replace(/\/+$/, '')
