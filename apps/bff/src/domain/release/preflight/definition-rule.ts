import { shortTaskDefinition } from '../../drift/words.ts'
import type { Finding, PreflightRule } from './preflight-facts.ts'

/** What of the task definition would be left as it is though one might expect it to change. */
export const taskDefinitionWhole: PreflightRule = {
  id: 'task-definition',
  overridable: true,
  find({ taskDefinition }): Finding | null {
    if (taskDefinition === null) return null
    const { behind, newer, released, base, from } = taskDefinition
    const sentences = [
      ...behind.map(
        ({ container, image }) =>
          `The container ${container} stays behind on ${image}: it is of the same repository, but its tag names no version.`,
      ),
      ...(newer === null
        ? []
        : [
            base === newer.arn
              ? `The release goes by ${shortTaskDefinition(base)}, the newest revision, which nothing runs yet: it brings ${changed(newer.changes)} that ${shortTaskDefinition(from)} does not have.`
              : `A newer revision, ${shortTaskDefinition(newer.arn)}, is registered and nothing runs it: the release goes by ${shortTaskDefinition(base)} and leaves out ${changed(newer.changes)}.`,
          ]),
      ...(released === null
        ? []
        : [
            base === released.arn
              ? `The release goes by ${shortTaskDefinition(base)}, as Lockstep released it: of ${shortTaskDefinition(from)}, which runs, it takes back ${changed(released.changes)}.`
              : `The settings were changed since Lockstep released ${shortTaskDefinition(released.arn)}: the release goes by ${shortTaskDefinition(base)} and keeps ${changed(released.changes)} as changed since.`,
          ]),
    ]
    return sentences.length === 0
      ? { status: 'ok', sentence: 'Every container of the repository gets the new image.' }
      : { status: 'warn', sentence: sentences.join(' ') }
  },
}

const shown = 3

const changed = (changes: readonly { readonly path: string }[]): string => {
  const names = changes.slice(0, shown).map(({ path }) => path.replace(/^containerDefinitions\./, ''))
  const rest = changes.length - names.length
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
