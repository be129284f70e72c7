import { givenUpHere, givenUpSentence } from '../../drift/given-up.ts'
import { holdSentence } from '../hold-sentence.ts'
import { touchesBackend, type Finding, type PreflightFacts, type PreflightRule } from './preflight-facts.ts'

/** What failed here or was rolled back is not released again by accident: somebody says why it shall be. */
export const artifactHeld: PreflightRule = {
  id: 'artifact-held',
  overridable: true,
  find(facts) {
    const { hold, artifact } = facts
    if (hold === null) return byEcs(facts)
    const sentence = holdSentence(artifact.version, hold)
    return hold.how === 'broken-off'
      ? { status: 'warn', observed: 'broken off', sentence }
      : { status: 'fail', observed: hold.how === 'failed' ? 'failed' : 'rolled back', sentence }
  },
}

/** What Lockstep did not deploy itself: ECS lists what it tried, and how that ended. */
function byEcs(facts: PreflightFacts): Finding {
  const { artifact, observation } = facts
  const { givenUp } = observation
  const found = touchesBackend(facts) ? givenUpHere(observation, [artifact.version], artifact.digest) : null
  if (found !== null)
    return {
      status: 'fail',
      observed: found.how === 'failed' ? 'failed' : 'rolled back',
      sentence: `${givenUpSentence(artifact.version, found)} Find out why first: ECS would do the same again.`,
    }
  const none = `No release of ${artifact.version} has failed or was rolled back here`
  if (touchesBackend(facts) && givenUp?.state === 'unreadable')
    return {
      status: 'warn',
      sentence: `${none}; whether ECS gave it up without Lockstep could not be told: ${givenUp.problem.title}`,
      problem: givenUp.problem,
    }
  return { status: 'ok', sentence: `${none}.` }
}
