import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import type { z } from 'zod'
import type { DemoProcess } from '../../scripts/demo/demo-process.ts'

/** The command that release managers use today; it shares no code with Lockstep or the simulator. */
export const awsIsInstalled = spawnSync('aws', ['--version']).status === 0

const run = promisify(execFile)

/** What the AWS CLI answers at the demo's AWS to a command whose words hold no spaces. */
export const aws = async <Type>(
  demo: DemoProcess,
  schema: z.ZodType<Type>,
  command: string,
): Promise<Type> => {
  const { stdout } = await run('aws', [...command.split(' '), '--output', 'json'], {
    env: {
      PATH: process.env['PATH'],
      AWS_ENDPOINT_URL: demo.awsUrl,
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_PAGER: '',
      AWS_CONFIG_FILE: '/dev/null',
    },
  })
  return schema.parse(stdout === '' ? {} : JSON.parse(stdout))
}
