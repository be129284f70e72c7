type Statement = {
  readonly Effect?: unknown
  readonly Principal?: unknown
  readonly Action?: unknown
}

/** Who asks for what. */
export type Asking = { readonly accountId: string; readonly principal: string; readonly action: string }

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]

/** `*` and `?` as IAM reads them; letters of either case. */
const matches = (pattern: unknown, text: string): boolean =>
  typeof pattern === 'string' &&
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(text)

/** A principal names everyone, an account, or a role or user by ARN; a session counts as its role. */
function speaksOf({ Principal }: Statement, { accountId, principal }: Asking): boolean {
  const named = Principal === '*' ? ['*'] : list((Principal as { AWS?: unknown } | undefined)?.AWS)
  const session = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(principal)
  const roleName = session?.[2]
  return named.some(
    (one) =>
      one === '*' ||
      one === accountId ||
      one === `arn:aws:iam::${accountId}:root` ||
      one === principal ||
      (roleName !== undefined &&
        typeof one === 'string' &&
        one.startsWith(`arn:aws:iam::${accountId}:role/`) &&
        one.endsWith(`/${roleName}`)),
  )
}

/** What a resource's policy says: an explicit denial wins, silence is neither. Conditions are not read. */
export function policyVerdict(policyText: string | null, asking: Asking): 'allow' | 'deny' | 'silent' {
  if (policyText === null) return 'silent'
  const { Statement } = JSON.parse(policyText) as { Statement?: unknown }
  const speaking = (list(Statement) as Statement[]).filter(
    (statement) =>
      speaksOf(statement, asking) && list(statement.Action).some((action) => matches(action, asking.action)),
  )
  if (speaking.some(({ Effect }) => Effect === 'Deny')) return 'deny'
  return speaking.some(({ Effect }) => Effect === 'Allow') ? 'allow' : 'silent'
}
