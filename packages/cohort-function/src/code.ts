import { readFileSync } from 'node:fs'

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

/** The code of both CloudFront Functions, as it is to be published. */
export const functionCode: Readonly<Record<'viewer-request' | 'viewer-response', string>> = {
  'viewer-request': read('./viewer-request.js'),
  'viewer-response': read('./viewer-response.js'),
}
