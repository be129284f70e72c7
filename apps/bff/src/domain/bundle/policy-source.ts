export type Origin = Pick<URL, 'protocol' | 'hostname' | 'port' | 'pathname'>

type Asked = {
  readonly url: Origin
  /** The page's own. */
  readonly self: Origin
  readonly path: 'exact' | 'any'
}

const defaultPorts: Readonly<Record<string, string>> = {
  'http:': '80',
  'https:': '443',
  'ws:': '80',
  'wss:': '443',
}
/** What a source of that scheme allows beside it: the safe way to the same. */
const saferSchemes: Readonly<Record<string, readonly string[]>> = {
  'http:': ['https:'],
  'ws:': ['wss:', 'http:', 'https:'],
  'wss:': ['https:'],
}

/** Whether a source of a Content-Security-Policy allows an address. https://www.w3.org/TR/CSP3/#match-url-to-source-expression */
export function allows(source: string, { url, self, path }: Asked): boolean {
  const text = source.toLowerCase()
  if (text === '*') return url.protocol in defaultPorts || url.protocol === self.protocol
  if (text === "'self'") return isSelf(url, self)
  if (/^[a-z][a-z0-9+.-]*:$/.test(text)) return isScheme(text, url.protocol)
  const [, scheme, host = '', port, sourcePath = ''] =
    /^(?:([a-z][a-z0-9+.-]*:)\/\/)?(\*|(?:\*\.)?[\w.-]+|\[[0-9a-f:.]+\])(?::(\d+|\*))?(\/\S*)?$/i.exec(
      source,
    ) ?? []
  if (host === '') return false
  return (
    isScheme(scheme?.toLowerCase() ?? self.protocol, url.protocol) &&
    isHost(host.toLowerCase(), url.hostname.toLowerCase()) &&
    isPort(port, url) &&
    (path === 'any' || isPath(sourcePath, url.pathname))
  )
}

const isScheme = (source: string, scheme: string): boolean =>
  source === scheme || saferSchemes[source]?.includes(scheme) === true

const isHost = (source: string, host: string): boolean =>
  source === '*' || (source.startsWith('*.') ? host.endsWith(source.slice(1)) : source === host)

const portOf = ({ port, protocol }: Origin): string => port || (defaultPorts[protocol] ?? '')

function isPort(source: string | undefined, url: Origin): boolean {
  const port = portOf(url)
  if (source === '*' || source === port) return true
  if (source === undefined) return port === defaultPorts[url.protocol]
  return source === '80' && port === '443'
}

/** A source that ends with a slash allows all below it. */
function isPath(source: string, path: string): boolean {
  if (source === '' || source === '/') return true
  return source.endsWith('/') ? decoded(path).startsWith(decoded(source)) : decoded(path) === decoded(source)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function isSelf(url: Origin, self: Origin): boolean {
  if (url.hostname !== self.hostname) return false
  const isSamePort =
    portOf(url) === portOf(self) ||
    (portOf(url) === defaultPorts[url.protocol] && portOf(self) === defaultPorts[self.protocol])
  const isUpgrade =
    ['https:', 'wss:'].includes(url.protocol) || (self.protocol === 'http:' && url.protocol === 'ws:')
  return isSamePort && (url.protocol === self.protocol || isUpgrade)
}
