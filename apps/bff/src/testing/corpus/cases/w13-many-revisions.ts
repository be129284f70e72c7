import { digest, read, olderVersion } from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { registerImage, runInstead } from '../worlds/redeploy.ts'

export const corpusCase = defineCase({
  id: 'W13',
  title: 'A way back among many revisions',
  world:
    'Of 130 revisions number 125 runs; all before it but the first ones name the very image that runs, by tag, by digest and by a second tag.',
  source: 'cases.md',
  right: {
    'rollback-ready': { status: 'ok', says: /Ready to go back to v/, never: [/no earlier version/, /again/] },
    'never-the-running-one': { status: 'warn', says: /no earlier version/ },
  },
  rules: () => ({
    'never-the-running-one': driftAnswers({
      rollback: read({ version: olderVersion, digest, image: 'there', taskDefinition: 'active' }),
    })['rollback-ready'] ?? { status: 'missing' },
  }),
  wire: {
    change: (rig) => {
      const { world, built } = rig
      const { digest: running, image, version } = built.version('current')
      const { uri } = world.ecr.repository(built.repository)
      world.ecr.moveTag(built.repository, 'second', running)
      for (let index = 0; index < 94; index++)
        registerImage(
          rig,
          [image, `${uri}@${running}`, `${uri}:${version}@${running}`, `${uri}:second`][index % 4] ?? image,
        )
      runInstead(rig, `${uri}@${running}`)
      for (let index = 0; index < 5; index++) registerImage(rig, built.version('next').image)
    },
    configure: ({ backend, ...rest }) => ({ ...rest, backend: { ...backend, service: 'runs' } }),
  },
  server: true,
})
