import { holdSentence } from '../hold-sentence.ts'
import type { PreflightRule } from './preflight-facts.ts'

/** What failed here or was rolled back is not released again by accident: somebody says why it shall be. */
export const artifactHeld: PreflightRule = {
  id: 'artifact-held',
  overridable: true,
  find({ hold, artifact }) {
    if (hold === null)
      return {
        status: 'ok',
        sentence: `No release of ${artifact.version} has failed or was rolled back here.`,
      }
    const sentence = holdSentence(artifact.version, hold)
    return hold.how === 'broken-off'
      ? { status: 'warn', observed: 'broken off', sentence }
      : { status: 'fail', observed: hold.how === 'failed' ? 'failed' : 'rolled back', sentence }
  },
}
