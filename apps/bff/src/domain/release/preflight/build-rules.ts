import type { ArtifactLabels, ScanFindings } from '@lockstep/shared-types/artifact'
import type { Finding, PreflightFacts, PreflightRule } from './preflight-facts.ts'

/** How the image was built, by its labels; an image that does not say is a warning, one that says no is a failure. */
function labelRule(
  id: PreflightRule['id'],
  read: (labels: ArtifactLabels) => boolean | null,
  words: { yes: string; no: string; silent: string },
): PreflightRule {
  return {
    id,
    overridable: true,
    find(facts): Finding | null {
      if (facts.shape.kind !== 'deploy') return null
      const labels = labelsOf(facts)
      if (labels === null)
        return { status: 'warn', sentence: `The image's labels could not be read. ${words.silent}` }
      const said = read(labels)
      if (said === null) return { status: 'warn', observed: 'not said', sentence: words.silent }
      return said
        ? { status: 'ok', sentence: words.yes }
        : { status: 'fail', observed: 'no', sentence: words.no }
    },
  }
}

function labelsOf({ inspection, registered }: PreflightFacts): ArtifactLabels | null {
  if (inspection?.ok === true) return inspection.value.labels
  return registered.ok ? registered.value.labels : null
}

export const artifactCleanBuild = labelRule('artifact-clean-build', (labels) => labels.cleanTree, {
  yes: 'The image was built from a clean tree.',
  no: 'The image was built from a tree with uncommitted changes.',
  silent: 'The image does not say whether it was built from a clean tree.',
})

export const artifactTestsPassed = labelRule('artifact-tests-passed', (labels) => labels.testsPassed, {
  yes: 'The tests passed before the image was built.',
  no: 'The tests did not pass when the image was built.',
  silent: 'The image does not say whether its tests passed.',
})

const withoutFindings: Readonly<Record<Exclude<ScanFindings['state'], 'complete'>, string>> = {
  'in-progress': 'The scan of the image has not ended yet.',
  failed: 'The scan of the image failed.',
  'not-scanned': 'The image was not scanned.',
  unreadable: 'The findings of the scan could not be read.',
}

/** Scan findings against the environment's limits; an older version must stay reachable in need, so a rollback only warns. */
export const artifactScan: PreflightRule = {
  id: 'artifact-scan',
  overridable: true,
  find({ registered, environment, shape }) {
    const { critical, high } = environment.release.maxFindings
    if (!registered.ok || (critical === null && high === null)) return null
    const { scan } = registered.value
    const expected = [
      critical === null ? [] : `at most ${critical} critical`,
      high === null ? [] : `at most ${high} high`,
    ]
      .flat()
      .join(', ')
    const blocking = shape.kind === 'rollback' ? 'warn' : 'fail'
    if (scan.state !== 'complete')
      return {
        status: shape.kind === 'rollback' ? 'warn' : 'unknown',
        expected,
        sentence: withoutFindings[scan.state],
      }
    const found = { critical: scan.counts.critical ?? 0, high: scan.counts.high ?? 0 }
    const observed = `${found.critical} critical, ${found.high} high`
    const over = (critical !== null && found.critical > critical) || (high !== null && found.high > high)
    return over
      ? {
          status: blocking,
          expected,
          observed,
          sentence: `The scan found ${observed}; ${environment.name} allows ${expected}.`,
        }
      : { status: 'ok', expected, observed, sentence: `The scan found ${observed}.` }
  },
}
