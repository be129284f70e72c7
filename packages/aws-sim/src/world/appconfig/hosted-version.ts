import { AwsError } from '../../wire/aws-error.ts'
import { checkFlagDocument } from './check-flag-document.ts'
import type { HostedVersion, Profile } from './types.ts'

export type VersionInput = {
  readonly content: Uint8Array
  readonly contentType: string
  readonly label?: string | undefined
  readonly description?: string | undefined
  /** Refuses when the newest version has another number. */
  readonly latestVersionNumber?: number | undefined
}

export const featureFlags = 'AWS.AppConfig.FeatureFlags'

/** Adds the next version of a profile; feature flags must be a valid document. */
export function addVersion(profile: Profile, input: VersionInput): HostedVersion {
  const { versions } = profile
  const { latestVersionNumber, label, description, content, contentType } = input
  const latest = versions.at(-1)?.number ?? 0
  if (profile.type === featureFlags) checkFlags(content, contentType)
  if (latestVersionNumber !== undefined && latestVersionNumber !== latest)
    throw new AwsError(
      'ConflictException',
      `Latest version number mismatch: expected ${latestVersionNumber}, found ${latest}.`,
    )
  if (label !== undefined && versions.some((version) => version.label === label))
    throw new AwsError('ConflictException', `A version with the label ${label} already exists.`)
  // A number is never used again, even when its version was removed.
  profile.lastVersionNumber += 1
  const version = { number: profile.lastVersionNumber, content, contentType, label, description }
  versions.push(version)
  return version
}

function checkFlags(content: Uint8Array, contentType: string): void {
  if (contentType !== 'application/json')
    throw new AwsError('BadRequestException', 'Feature flags must have the content type application/json.')
  const checked = checkFlagDocument(content)
  if (checked.ok) return
  const told = checked.defects.map(({ location, reason }) => `${location}: ${reason}`).join(' ')
  throw new AwsError('BadRequestException', `Invalid feature flags: ${told}`, null, null, {
    Reason: 'InvalidConfiguration',
    Details: {
      InvalidConfiguration: checked.defects.map(({ location, reason }) => ({
        Location: location,
        Reason: reason,
        Type: featureFlags,
      })),
    },
  })
}
