import { AwsError } from '../wire/aws-error.ts'

export type Page<Item> = { readonly items: Item[]; readonly nextToken: string | undefined }

/** Where the page begins that a token asks for; `refused` is the code for a token that is none of ours. */
export const startOf = (token: string | undefined, refused: string): number => {
  if (token === undefined) return 0
  const text = Buffer.from(token, 'base64url').toString()
  if (!/^\d{1,15}$/.test(text)) throw new AwsError(refused, 'Invalid token.')
  return Number(text)
}

export const tokenFor = (start: number): string => Buffer.from(String(start)).toString('base64url')

/** One page of `all`, from the token that the page before gave. */
export const page = <Item>(
  all: readonly Item[],
  token: string | undefined,
  size: number,
  refused = 'InvalidParameterException',
): Page<Item> => {
  const start = startOf(token, refused)
  const end = start + size
  return { items: all.slice(start, end), nextToken: end < all.length ? tokenFor(end) : undefined }
}
