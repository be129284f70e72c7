import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import type { Environment } from '../../domain/environment.ts'
import type { Answer, AskCommandLine } from './corpus-case.ts'

const main = resolve(import.meta.dirname, '../../../../cli/src/main.ts')

/** Asks `lockstep check` of one environment, as a pipeline does: its exit code, and all that it wrote. */
export function createCommandLine(
  configurationPath: string,
  { applicationId, environmentId }: Environment,
  awsUrl: string,
): AskCommandLine {
  const args = ['check', '--config', configurationPath, '--app', applicationId, '--env', environmentId]
  const env = {
    PATH: process.env['PATH'],
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'secret',
    // Not the folder of a demo that somebody runs on this machine.
    LOCKSTEP_DATA: '/nowhere',
  }
  return (variables = {}) =>
    new Promise<Answer>((done) => {
      const child = execFile(
        process.execPath,
        [main, ...args],
        { env: { ...env, ...variables } },
        (_error, out, err) => done({ status: String(child.exitCode), sentence: `${out}${err}` }),
      )
    })
}
