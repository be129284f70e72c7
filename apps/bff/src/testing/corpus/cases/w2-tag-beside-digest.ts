import {
  absent,
  digest,
  image,
  olderVersion,
  read,
  registry,
  taskDefinition,
  version,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'
import { registerImage, runInstead } from '../worlds/redeploy.ts'

export const corpusCase = defineCase({
  id: 'W2',
  title: 'A tag beside the digest of another version',
  world:
    'The task definition says `shop:<new>@<digest of the old one>`; the page is the new one; the application reports no version.',
  source: 'cases.md',
  right: {
    'version-match': { status: 'fail', says: /backend is (still )?at v/ },
    drift: { status: 'fail' },
    exit: { status: '1' },
  },
  rules: () => {
    const old = read({ ...image, tags: [olderVersion] })
    return driftAnswers({
      taskDefinition: read({ ...taskDefinition, image: `${registry}/storefront:${version}@${digest}` }),
      runningImage: old,
      tag: old,
      appVersion: absent,
      lastRelease: absent,
    })
  },
  wire: {
    options: { backend: 'current', bucket: 'current', edge: 'current' },
    change: (rig) => {
      const [now, before] = [rig.built.version('current'), rig.built.version('previous')]
      const image = `${now.image}@${before.digest}`
      runInstead(rig, image, { definition: registerImage(rig, image) })
    },
    configure: ({ backend, ...rest }) => ({
      ...rest,
      backend: { ...backend, service: 'runs', versionPath: null },
    }),
  },
  server: true,
})
