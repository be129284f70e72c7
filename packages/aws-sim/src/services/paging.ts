import { AwsError } from '../wire/aws-error.ts'

export type Page<Item> = { readonly items: Item[]; readonly nextToken: string | undefined }

/** One page of `all`, from the token that the page before gave. `refused` is the code for a token that is none of ours. */
export const page = <Item>(
  all: readonly Item[],
  token: string | undefined,
  size: number,
  refused = 'InvalidParameterException',
): Page<Item> => {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString())
  if (!Number.isInteger(start) || start < 0) throw new AwsError(refused, 'Invalid token.')
  const end = start + size
  const nextToken = end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined
  return { items: all.slice(start, end), nextToken }
}
