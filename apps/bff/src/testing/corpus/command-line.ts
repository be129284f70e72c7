import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import type { Environment } from '../../domain/environment.ts'
import type { Answer } from './corpus-case.ts'

const main = resolve(import.meta.dirname, '../../../../cli/src/main.ts')

/** What `lockstep check` says of one environment, as a pipeline sees it: its exit code, and all that it wrote. */
export function commandLineAnswer(
  configurationPath: string,
  { applicationId, environmentId }: Environment,
  variables: Readonly<Record<string, string>>,
): Promise<Answer> {
  const args = ['check', '--config', configurationPath, '--app', applicationId, '--env', environmentId]
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [main, ...args],
      { env: { PATH: process.env['PATH'], ...variables } },
      (_error, out, err) => done({ status: String(child.exitCode), sentence: `${out}${err}` }),
    )
  })
}
