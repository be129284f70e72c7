import { isVersionOf } from '../artifact/version-names.ts'
import { sameNaming } from '../artifact/same-naming.ts'
import type { Environment } from '../environment.ts'
import { parseImageReference } from '../image-reference.ts'
import { runningTasks } from './common-digest.ts'
import type { Observation } from './observation.ts'
import { moment } from './words.ts'

/** The name that `version.txt` at the edge gives this very image: it names it by its digest. */
export function provenName({ edge }: Pick<Observation, 'edge'>, digest: string): string | null {
  const { versionFile } = edge
  if (versionFile.state !== 'read' || versionFile.value.backendImage === null) return null
  return parseImageReference(versionFile.value.backendImage).digest === digest
    ? versionFile.value.version
    : null
}

/** What the running image calls itself, of the names that it bears: by what its application reports, else by its label. */
function ownName(o: Observation, names: readonly string[]): string | null {
  const reported = o.appVersion.state === 'read' ? o.appVersion.value.version : null
  const stated = [
    reported === (o.candidateVersion ?? null) ? null : reported,
    o.runningLabel?.state === 'read' ? o.runningLabel.value : null,
  ]
  return stated.find((name) => name !== null && isVersionOf(name, names)) ?? null
}

/**
 * The names that an image bears by right. A tag that was pushed over leads to an image that calls itself by another name
 * of the same kind: that tag is the name of another build, which the frontend of that name may still be of.
 */
export function namesByRight(
  o: Observation,
  digest: string,
  names: readonly string[],
  released: readonly string[],
): readonly string[] {
  const isRunning = o.runningImage.state === 'read' && o.runningImage.value.digest === digest
  const own = isRunning ? ownName(o, names) : null
  if (own === null) return names
  const certain = [own, ...released, provenName(o, digest) ?? own]
  return names.filter((name) => isVersionOf(name, certain) || !sameNaming(name, own))
}

/** What the running image says that it is, by its application or its label: the version, another one, or nothing. */
export function saysOf(o: Observation, version: string): 'it' | 'another' | 'nothing' {
  const reported = o.appVersion.state === 'read' ? o.appVersion.value.version : null
  const label = o.runningLabel?.state === 'read' ? o.runningLabel.value : null
  if (reported === null && label === null) return 'nothing'
  if ([reported, label].some((name) => name !== null && isVersionOf(name, [version]))) return 'it'
  return [reported, label].some((name) => name !== null && sameNaming(name, version)) ? 'another' : 'nothing'
}

/** When the frontend that the edge serves was published. */
function publishedAt({ edge: { versionFile, html } }: Observation): string | null {
  const file = versionFile.state === 'read' ? versionFile.value : null
  const page = html.state === 'read' ? html.value.lastModified : null
  return file?.deployedAt ?? page ?? file?.lastModified ?? null
}

/**
 * Why the running image may be another build than the frontend of the same name; null when nothing speaks for that.
 * Reads on after a colon, without its full stop.
 */
export function doubtfulBuild(o: Observation, environment: Environment, version: string): string | null {
  if (o.runningImage.state !== 'read') return null
  const { digest, pushedAt } = o.runningImage.value
  if (provenName(o, digest) !== null) return null
  const published = publishedAt(o)
  const release = o.lastRelease.state === 'read' ? o.lastRelease.value : null
  if (release !== null && isVersionOf(release.version, [version])) {
    if (release.digest === digest) return null
    if (published !== null && published <= release.endedAt)
      return `Lockstep released another build as ${release.version} (${moment(release.endedAt)}), and the tasks run one that bears its name since`
  }
  // Pushed again while it ran, it is what it was.
  const ranBefore =
    o.tasks.state === 'read' &&
    runningTasks(o.tasks.value).some(
      ({ imageDigest, startedAt }) => imageDigest === digest && startedAt !== null && startedAt < pushedAt,
    )
  if (published === null || ranBefore) return null
  // Frontend and image of one build may be published side by side.
  const late = Date.parse(pushedAt) - Date.parse(published) > environment.drift.deploySkewSeconds * 1000
  return late
    ? `the image that the tasks run was pushed (${moment(pushedAt)}) after the frontend of that name was published (${moment(published)}), so that frontend is of an earlier build, or was built apart`
    : null
}

/** Whether the label of an image has to be asked which of its version names it bears by right. */
export const needsLabel = (
  o: Pick<Observation, 'appVersion' | 'edge'>,
  digest: string,
  versions: readonly string[],
): boolean =>
  versions.some((a, index) => versions.slice(index + 1).some((b) => sameNaming(a, b))) &&
  provenName(o, digest) === null &&
  !(o.appVersion.state === 'read' && isVersionOf(o.appVersion.value.version, versions))
