import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { step, type Flow } from '../flow.ts'

/** Whether a role may be assumed is the account's own affair, so only malformed questions are asked. */
export const stsFlow: Flow = {
  service: 'sts',
  makes: null,
  steps: [
    step('who calls', async ({ clients }) => {
      const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}))
      return { Account }
    }),
    step('a role that is no ARN', ({ clients }) =>
      clients.sts.send(
        new AssumeRoleCommand({ RoleArn: 'not-a-role-of-anything', RoleSessionName: 'parity' }),
      ),
    ),
    step('a session name with a blank', ({ clients }) =>
      clients.sts.send(
        new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/none', RoleSessionName: 'a b' }),
      ),
    ),
    step('a duration below a quarter of an hour', ({ clients }) =>
      clients.sts.send(
        new AssumeRoleCommand({
          RoleArn: 'arn:aws:iam::123456789012:role/none',
          RoleSessionName: 'parity',
          DurationSeconds: 60,
        }),
      ),
    ),
  ],
}
