import { pagePath } from '../artifact/publish-order.ts'
import { releasedRemedy } from './choose-remedy.ts'
import type { LastRelease, Observation } from './observation.ts'
import type { AlteredFile, OwnFiles } from './own-files.ts'
import type { Finding, Need } from './rule.ts'
import { need } from './rule.ts'
import { count, moment } from './words.ts'

/** None where Lockstep has published nothing: then there is nothing to compare with. */
export const needOwnFiles = ({ ownFiles }: Observation): Need[] =>
  ownFiles === undefined || ownFiles.state === 'absent'
    ? []
    : [
        need(
          'the list of what is in the bucket',
          ownFiles,
          ({ compared, alteredCount }) =>
            `${alteredCount} of ${count(compared, 'file')} that Lockstep put there ${alteredCount === 1 ? 'is' : 'are'} no longer as it put them`,
        ),
      ]

/** Files that are not as Lockstep put them into the bucket, whatever version they say they are of. */
export function alteredFrontend(o: Observation, release: LastRelease): Finding | null {
  const own = comparedFiles(o, release)
  if (own === null || own.alteredCount === 0) return null
  const unnamed = own.alteredCount - own.altered.length
  const observed = own.altered.map(({ path }) => path).join(', ')
  return {
    status: 'warn',
    half: 'frontend',
    expected: 'as Lockstep put it there',
    observed: unnamed > 0 ? `${observed} and ${unnamed} more` : observed,
    sentence: `The frontend was changed in the bucket outside Lockstep since the release of ${release.version} (${moment(release.endedAt)}): ${alteredWords(own)}.`,
    remedy: releasedRemedy(o, 'frontend'),
  }
}

/** What was compared, for a sentence that claims no more than that; null where no content was. */
export function comparedFiles({ ownFiles }: Observation, { scope, endedAt }: LastRelease): OwnFiles | null {
  if (ownFiles?.state !== 'read') return null
  const own = ownFiles.value
  if (scope !== 'backend' || !own.altered.some(({ path }) => path === pagePath)) return own
  // Somebody else published before the backend's release, which went along with that: only later changes are new.
  const altered = own.altered.filter(({ writtenAt }) => writtenAt !== null && writtenAt > endedAt)
  return altered.length === 0 ? null : { ...own, altered, alteredCount: altered.length }
}

const mostWords = 3

function alteredWords({ altered, alteredCount }: OwnFiles): string {
  const changed = altered.filter(({ writtenAt }) => writtenAt !== null)
  const deleted = altered.filter(({ writtenAt }) => writtenAt === null)
  const shown = [...wordsOf(changed, 'changed'), ...wordsOf(deleted, 'deleted')]
  return alteredCount > altered.length ? `${shown.join('; ')}; ${alteredCount} in all` : shown.join('; ')
}

function wordsOf(files: readonly AlteredFile[], what: 'changed' | 'deleted'): string[] {
  const [first] = files
  if (first === undefined) return []
  const paths = files.slice(0, mostWords).map(({ path }) => path)
  const more = files.length > mostWords ? ` and ${files.length - mostWords} more` : ''
  const last = first.writtenAt === null ? '' : ` (last ${moment(first.writtenAt)})`
  return [`${paths.join(', ')}${more} ${files.length === 1 ? 'was' : 'were'} ${what}${last}`]
}
