import {
  absent,
  image,
  observe,
  environment,
  olderVersion,
  otherDigest,
  read,
  version,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { keepRemedy } from '../../../domain/drift/choose-remedy.ts'
import type { Observation } from '../../../domain/drift/observation.ts'
import { defineCase } from '../corpus-case.ts'

const gone = { tag: absent, runningImage: absent, frontendImage: absent, lastRelease: absent }
const remedy = (change: Partial<Observation>) => {
  const found = keepRemedy(observe({ ...gone, ...change }), environment)
  return { status: found.kind, sentence: found.kind === 'instructions' ? found.text : found.label }
}
const back = (name: string) =>
  read({
    version: name,
    digest: otherDigest,
    image: 'there' as const,
    taskDefinition: 'active' as const,
  })

export const corpusCase = defineCase({
  id: 'R-I1',
  title: 'What runs cannot be deployed by its name, and an earlier version is ready',
  world:
    'The image that runs is gone from the registry or its tag was moved; the version before is there, with its image.',
  source: 'tried',
  right: {
    'a version is ready': {
      status: 'instructions',
      says: new RegExp(olderVersion),
      never: /no version is known/i,
    },
    'none is ready': { status: 'instructions', says: /list of versions/ },
    'the one that is ready failed here': { status: 'instructions', never: new RegExp(olderVersion) },
    'the one that is ready bears the name of what runs': {
      status: 'instructions',
      never: new RegExp(version),
    },
  },
  rules: () => ({
    'a version is ready': remedy({ rollback: back(olderVersion) }),
    'none is ready': remedy({ rollback: absent }),
    'the one that is ready failed here': remedy({
      rollback: back(olderVersion),
      heldDigests: [otherDigest],
    }),
    'the one that is ready bears the name of what runs': remedy({
      runningImage: read({ ...image, tags: [version] }),
      heldDigests: [image.digest],
      rollback: back(version),
    }),
  }),
})
