import { expect, it } from 'vitest'
import { certaintyRemedy } from './certainty-remedy.ts'
import type { EntryBundle } from './observation.ts'
import { stampRemedy } from './remedies.ts'
import { entryValue, environment, observe, read, recordValue, site } from './testing/drift-fixture.ts'

const atEdge = (change: Partial<EntryBundle>) =>
  observe({ edge: site({ entry: read({ ...entryValue, ...change }) }) })
const fromFile = {
  ...environment,
  frontend: {
    ...environment.frontend,
    endpointFrom: 'file' as const,
    endpointFile: 'config.js',
    endpointKey: 'apiUrl',
  },
}

it('proposes a record only where the build has none, and where one would tell', () => {
  expect(certaintyRemedy(observe(), environment, 'address')).toEqual(stampRemedy)
  expect(certaintyRemedy(observe(), environment, 'settings')).toEqual(stampRemedy)
  // No record says what a file of the environment's own holds; of the settings it does say.
  expect(certaintyRemedy(observe(), fromFile, 'settings')).toEqual(stampRemedy)
  expect(certaintyRemedy(observe(), fromFile, 'address')).toMatchObject({ label: 'Look at config.js' })
})

it('says what to do about a record that there is and that does not settle it', () => {
  for (const about of ['address', 'settings'] as const) {
    expect(certaintyRemedy(atEdge({ record: recordValue }), environment, about)).toMatchObject({
      kind: 'instructions',
      label: 'Find out what contradicts the record',
    })
    expect(
      certaintyRemedy(atEdge({ recordProblem: 'it is no record of a build' }), environment, about),
    ).toMatchObject({ label: 'Mend the record of the build' })
    expect(
      certaintyRemedy(atEdge({ record: { ...recordValue, foreign: 'it is of v1' } }), environment, about),
    ).toMatchObject({ label: 'Mend the record of the build' })
  }
})
