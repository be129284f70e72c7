import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { stampSite, type Stamp } from './stamp-site.ts'

/** What this plugin reads of Vite's configuration, from version 5 to 8. */
type ResolvedConfig = {
  readonly root: string
  readonly command: string
  readonly build: { readonly outDir: string; readonly ssr?: boolean | string }
  readonly env: Readonly<Record<string, unknown>>
  readonly envPrefix?: string | readonly string[]
}

type Plugin = {
  readonly name: string
  readonly apply: 'build'
  readonly enforce: 'post'
  readonly configResolved: (config: ResolvedConfig) => void
  readonly closeBundle: {
    readonly order: 'post'
    readonly sequential: true
    readonly handler: () => Promise<void>
  }
}

export type LockstepStampOptions = Partial<Stamp>

/**
 * Vite plugin: writes the record of the build beside the site when all files are there. The settings are those that Vite
 * bakes in, by its own prefix (`VITE_`), and what the options add.
 *
 * @example
 * export default defineConfig({ plugins: [lockstepStamp({ version: process.env.VERSION, commit: process.env.COMMIT })] })
 */
export function lockstepStamp(options: LockstepStampOptions = {}): Plugin {
  let config: ResolvedConfig | null = null
  return {
    name: 'lockstep-stamp',
    apply: 'build',
    enforce: 'post',
    configResolved: (resolved) => {
      config = resolved
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: async () => {
        if (config === null || config.build.ssr) return
        const folder = resolve(config.root, config.build.outDir)
        // A build that failed has written nothing, and says so itself.
        if (!(await stat(folder).catch(() => null))?.isDirectory()) return
        const { version = null, commit = null, endpoint = null, settings = {} } = options
        await stampSite(folder, { version, commit, endpoint, settings: { ...bakedIn(config), ...settings } })
      },
    },
  }
}

function bakedIn({ env, envPrefix = 'VITE_' }: ResolvedConfig): Record<string, string> {
  const prefixes = typeof envPrefix === 'string' ? [envPrefix] : envPrefix
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      typeof value === 'string' && prefixes.some((prefix) => name.startsWith(prefix)) ? [[name, value]] : [],
    ),
  )
}
