import {
  htmlValue,
  image,
  read,
  registry,
  site,
  taskDefinition,
  versionFileValue,
} from '../../../domain/drift/testing/drift-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { driftAnswers } from '../drift-answers.ts'

const commit = '622d2103f0a1b2c3d4e5f60718293a4b5c6d7e8f'

/** The halves of one build, the tag of which writes its name in another way than the build does. */
function writtenAs(tag: string, built: string, versionPattern: string) {
  const names = read({ ...image, tags: [tag] })
  const both = site({
    html: read({ ...htmlValue, buildVersion: built }),
    versionFile: read({ ...versionFileValue, version: built, backendImage: null }),
  })
  return driftAnswers(
    {
      taskDefinition: read({ ...taskDefinition, image: `${registry}/storefront:${tag}` }),
      runningImage: names,
      tag: names,
      edge: both,
      bucket: both,
      appVersion: read({ version: built, commit: null }),
    },
    { versionPattern, settings: {} },
  )
}

const right = { status: 'ok', never: /another version|mislabelled/ } as const

export const corpusCase = defineCase({
  id: 'R-L1',
  title: 'One build whose tag is written otherwise than its page',
  world:
    'CI tags the image with the short name of the commit and builds page and application with the whole one; another team has a build number behind the plus of a semantic version, which no tag can hold.',
  source: 'tried by the third judge: 27',
  right: {
    'short:version-match': right,
    'short:app-version': right,
    'plus:version-match': right,
    'plus:app-version': right,
    'other:version-match': { status: 'fail' },
  },
  rules: () => {
    const short = writtenAs('sha-622d2103', commit, '^sha-')
    const plus = writtenAs('1.4.2_abc1234', '1.4.2+abc1234', String.raw`^\d`)
    const other = writtenAs('sha-622d2104', commit, '^sha-')
    const of = (answers: typeof short, check: string) => answers[check] ?? { status: 'missing' }
    return {
      'short:version-match': of(short, 'version-match'),
      'short:app-version': of(short, 'app-version'),
      'plus:version-match': of(plus, 'version-match'),
      'plus:app-version': of(plus, 'app-version'),
      'other:version-match': of(other, 'version-match'),
    }
  },
})
