import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseHtml } from '@lockstep/bff/domain/drift/parse-html'
import type { Stamp } from './stamp-site.ts'

type Given = {
  readonly version?: string | undefined
  readonly commit?: string | undefined
  readonly endpoint?: string | undefined
  readonly env?: string | undefined
  readonly setting?: readonly string[] | undefined
}

/** What the arguments and the environment say of a build. */
export async function readStamp(
  folder: string,
  given: Given,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly ok: true; readonly value: Stamp } | { readonly ok: false; readonly message: string }> {
  const settings: Record<string, string> = {}
  const { env } = given
  if (env !== undefined)
    for (const [name, value] of Object.entries(variables))
      if (name.startsWith(env) && value !== undefined) settings[name] = value
  for (const setting of given.setting ?? []) {
    const at = setting.indexOf('=')
    if (at <= 0) return { ok: false, message: `--setting ${setting} is not NAME=VALUE` }
    settings[setting.slice(0, at)] = setting.slice(at + 1)
  }
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => '')
  return {
    ok: true,
    value: {
      version: given.version ?? parseHtml(page).buildVersion,
      commit: given.commit ?? null,
      endpoint: given.endpoint ?? null,
      settings,
    },
  }
}
