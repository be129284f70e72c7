import { absent, image, olderVersion, read, version } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { runInstead } from '../worlds/redeploy.ts'

export const corpusCase = defineCase({
  id: 'W4-label',
  title: 'A version that only the label of the image states',
  world:
    'Images are tagged by their commit alone; their label states the version, which page and application report.',
  source: 'tried',
  right: {
    'version-match': { status: 'ok' },
    'app-version': { status: 'ok' },
    'another version by its label': { status: 'fail' },
  },
  rules: () => {
    const only = (label: string, tags: string[]) =>
      driftAnswers({
        runningImage: read({ ...image, tags }),
        runningLabel: read(label),
        lastRelease: absent,
      })
    const { 'version-match': match, 'app-version': app } = only(version, ['622d2103'])
    const other = only(olderVersion, ['622d2103'])['version-match']
    const missing = { status: 'missing' }
    return {
      'version-match': match ?? missing,
      'app-version': app ?? missing,
      'another version by its label': other ?? missing,
    }
  },
  wire: {
    change: (rig) => {
      const { world, built } = rig
      const { digest, version: tag } = built.version('current')
      const repository = world.ecr.repository(built.repository)
      world.ecr.moveTag(built.repository, '622d2103', digest)
      repository.tags.delete(tag)
      runInstead(rig, `${repository.uri}:622d2103`)
    },
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
  },
})
