import type { Release, ReleaseStep, StepState } from '@lockstep/shared-types/release'

/** What an abort now would leave behind, in a sentence. */
export const abortConsequence = (release: Pick<Release, 'steps' | 'artifact' | 'from'>): string => {
  const { steps, artifact } = release
  const stateOf = (id: ReleaseStep['id']): StepState =>
    steps.find((step) => step.id === id)?.state ?? 'skipped'
  const began = (id: ReleaseStep['id']) => !['pending', 'skipped'].includes(stateOf(id))
  const staged = stagedConsequence(release, stateOf)
  if (staged !== null) return staged
  const next = artifact?.version ?? 'the new version'
  const backend = began('backend-update')
  const frontend = began('frontend-publish')
  const isPublished = stateOf('frontend-publish') === 'succeeded'
  const files = `The frontend's files of ${next} are being published; until they are, pages load whole, of the version before or of ${next}.`
  if (!backend && !frontend)
    return began('invalidate')
      ? 'The invalidation is with CloudFront already and runs to its end; nothing else was changed.'
      : 'Nothing was changed yet, so nothing changes.'
  if (backend && !frontend)
    return `The backend was told to run ${next} and goes on to it; the frontend is not changed. The halves may then differ until you roll back or deploy again.`
  if (!backend)
    return isPublished
      ? `The frontend was changed to ${next} already; the backend is not touched.`
      : `${files} The backend is not touched.`
  return isPublished
    ? `Both halves were told to go to ${next} already; what is left to do is only to wait and to verify.`
    : `The backend was told to run ${next} and goes on to it. ${files}`
}

/** Beside the old version nothing is lost: traffic goes back to it. Null when no candidate has traffic or stands by. */
const stagedConsequence = (
  { steps, artifact, from }: Pick<Release, 'steps' | 'artifact' | 'from'>,
  stateOf: (id: ReleaseStep['id']) => StepState,
): string | null => {
  const before = from?.version ?? 'what ran before'
  const isPrepared = (['candidate-update', 'candidate-publish'] as const).some((id) =>
    ['running', 'succeeded'].includes(stateOf(id)),
  )
  const isMoving = stateOf('rollout') === 'running'
  if (!isMoving && !(isPrepared && stateOf('rollout') === 'pending')) return null
  const hasBackend =
    stateOf('candidate-publish') !== 'skipped' &&
    stateOf('backend-update') === 'succeeded' &&
    steps.findIndex(({ id }) => id === 'backend-update') < steps.findIndex(({ id }) => id === 'rollout')
  const rest = hasBackend ? ` The backend stays on ${artifact?.version ?? 'the new version'}.` : ''
  return isMoving
    ? `All traffic goes back to ${before} at once.${rest}`
    : `Nobody gets the new version yet: everybody stays on ${before}.${rest}`
}
