import { touchesBackend, type PreflightRule } from './preflight-facts.ts'

/** The images of the other containers are there: a deployment asks for all of them by what the task definition names. */
export const sidecarImages: PreflightRule = {
  id: 'sidecar-images',
  overridable: true,
  find(facts) {
    const { sidecars } = facts
    if (!touchesBackend(facts)) return null
    if (sidecars === null)
      return {
        status: 'warn',
        sentence:
          'Which other containers the tasks have, and whether their images are there, could not be read.',
      }
    if (sidecars.length === 0) return null
    const expected = sidecars.map(({ image }) => image).join(', ')
    const gone = sidecars.filter(({ named }) => named === 'gone')
    if (gone.length > 0) {
      const names = gone.map(({ container, image }) => `${image} (container ${container})`)
      return {
        status: 'fail',
        expected,
        observed: `not there: ${names.join(', ')}`,
        sentence: `The registry does not have ${names.join(' and ')}: no task of this release could start. Push it again, or name another in the task definition.`,
      }
    }
    const unseen = sidecars.filter(({ named }) => named === 'not-known').map(({ container }) => container)
    const those = sidecars.filter(({ named }) => named === 'there').map(({ container }) => container)
    if (those.length === 0) return null
    const but = unseen.length === 0 ? '' : ` Lockstep may not ask for that of ${unseen.join(', ')}.`
    return { status: 'ok', expected, sentence: `The image of ${those.join(', ')} is there.${but}` }
  },
}
