import type { WireRequest } from './message.ts'

/** What a signature says about a request besides proving it. */
export type CredentialScope = {
  readonly accessKeyId: string
  /** Null in SigV4A, which signs for a set of regions. */
  readonly region: string | null
  readonly signingName: string
}

/** Reads the scope from the `Authorization` header or a presigned URL; null for an unsigned request. */
export function readCredentialScope({ headers, query }: WireRequest): CredentialScope | null {
  const credential =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? query.get('X-Amz-Credential') ?? ''
  const parts = credential.split('/')
  const [accessKeyId = '', , third = '', fourth = ''] = parts
  if (parts.length === 5) return { accessKeyId, region: third, signingName: fourth }
  if (parts.length === 4) return { accessKeyId, region: null, signingName: third }
  return null
}
