import type { PreflightRule } from './preflight-facts.ts'

const shown = 3

/** Such as `a.js, b.js, c.js and 4 more`. */
function named(paths: readonly string[]): string {
  const first = paths.slice(0, shown).join(', ')
  return paths.length > shown ? `${first} and ${paths.length - shown} more` : first
}

/** What publishing would overwrite or let everybody read; a warning, as all of it may be meant. */
export const frontendFiles: PreflightRule = {
  id: 'frontend-files',
  overridable: true,
  find({ risks }) {
    if (risks === null) return null
    const { changedAssets, foreign, sourceMaps, odd, missing } = risks
    const sentences = [
      foreign.length > 0 &&
        `The bucket's own ${named(foreign)} would be overwritten by the image's, which differs; to keep it, name it in frontend.keep.`,
      missing.length > 0 &&
        `The bucket has no ${named(missing)}, which frontend.keep says is its own; put it there first.`,
      changedAssets.length > 0 &&
        `${named(changedAssets)}: other bytes under the same name. The edge will forget it; browsers that have it may show the old one until it expires there. A hash in the name avoids that.`,
      sourceMaps.length > 0 &&
        `Source maps would be published, and with them the source: ${named(sourceMaps)}. To leave them out, put *.map into frontend.exclude.`,
      odd.length > 0 &&
        `Rarely meant for the public, and would be published: ${named(odd)}. To leave it out, name it in frontend.exclude.`,
    ].filter((sentence) => sentence !== false)
    return sentences.length === 0
      ? { status: 'ok', sentence: 'Publishing overwrites nothing that is not its own.' }
      : { status: 'warn', sentence: sentences.join(' ') }
  },
}
