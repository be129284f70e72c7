import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const compress = promisify(brotliCompress)
const compressible = /\.(html|js|css|svg|txt|json)$/

/** Writes `file.br` beside every text file of the build, so that the server compresses nothing at run time. */
export const precompress = (): Plugin => ({
  name: 'lockstep-precompress',
  apply: 'build',
  async writeBundle(options) {
    const folder = options.dir ?? 'dist'
    const files = await readdir(folder, { recursive: true })
    await Promise.all(
      files
        .filter((file) => compressible.test(file))
        .map(async (file) => {
          const bytes = await readFile(join(folder, file))
          const small = await compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
          if (small.length < bytes.length) await writeFile(join(folder, `${file}.br`), small)
        }),
    )
  },
})
