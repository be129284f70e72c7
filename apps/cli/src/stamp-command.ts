import { defineCommand } from './cli-command.ts'

/** Writes the record of a built site into its folder. Exit code 0, or 2 when it cannot. */
export const stampCommand = defineCommand({
  name: 'stamp',
  usage: `  lockstep stamp DIST [--version V] [--commit C] [--endpoint URL] [--env PREFIX] [--setting NAME=VALUE]...
      Writes lockstep-build.json into the built folder: version, commit, settings, and every file with its hash.
      --env takes the variables of the environment that begin so, such as VITE_, for settings.
      --version is the page's data-build-version when it is left out.
`,
  options: {
    version: { type: 'string' },
    commit: { type: 'string' },
    endpoint: { type: 'string' },
    env: { type: 'string' },
    setting: { type: 'string', multiple: true },
  },
  operands: ['DIST'],
  run: async ({ values, operands: [folder = ''] }, { variables, output }) => {
    const { readStamp } = await import('./stamp/read-stamp.ts')
    const { stampSite } = await import('./stamp/stamp-site.ts')
    const stamp = await readStamp(folder, values, variables)
    if (!stamp.ok) {
      output.err(`lockstep stamp: ${stamp.message}\n`)
      return 2
    }
    try {
      const { files, version } = await stampSite(folder, stamp.value)
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
      output.out(`${folder}: ${files.length} files, ${bytes} bytes, version ${version ?? 'not known'}.\n`)
      return 0
    } catch (error) {
      output.err(
        `lockstep stamp: ${folder} could not be stamped: ${error instanceof Error ? error.message : String(error)}\n`,
      )
      return 2
    }
  },
})
