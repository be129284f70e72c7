import type { Failure } from './failure.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** The error body of Query and REST-XML services. */
export function wrappedErrorXml(failure: Failure, xmlNamespace: string, requestId: string): string {
  const type = failure.status < 500 ? 'Sender' : 'Receiver'
  const error = `<Error><Type>${type}</Type>${errorElements(failure)}</Error>`
  return `${declaration}<ErrorResponse xmlns="${escapeXml(xmlNamespace)}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`
}

/** The error body of S3: bare, without a namespace. */
export function bareErrorXml(failure: Failure, requestId: string): string {
  return `${declaration}<Error>${errorElements(failure)}<RequestId>${requestId}</RequestId></Error>`
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function errorElements({ code, message, fields }: Failure): string {
  const further = Object.entries(fields).filter(
    ([name, value]) =>
      name.toLowerCase() !== 'message' && ['string', 'number', 'boolean'].includes(typeof value),
  )
  return [['Code', code] as const, ['Message', message] as const, ...further]
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('')
}
