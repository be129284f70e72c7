import { expect, it } from 'vitest'
import { hostileArtifact, type HostileReason } from './artifact-problems.ts'

it('names the path that it refuses, with its odd characters escaped and cut to a readable length', () => {
  expect(hostileArtifact('link-nowhere', 'app/dist/public/a').title).toContain('"app/dist/public/a"')
  expect(hostileArtifact('control-character-in-path', 'a\u0007b').title).toContain(String.raw`"a\u0007b"`)
  expect(hostileArtifact('parent-path', `../${'x'.repeat(5000)}`).title.length).toBeLessThan(400)
})

it.each<[HostileReason, boolean]>([
  ['parent-path', false],
  ['nul-in-path', false],
  ['path-conflict', true],
  ['link-outside', true],
  ['link-nowhere', true],
  ['device', true],
])('offers to leave out what %s is found at: %s', (reason, canBeLeftOut) => {
  const { remedy } = hostileArtifact(reason, 'app/dist/public/a')
  expect(remedy?.includes('or leave')).toBe(canBeLeftOut)
  expect(remedy).toContain('Build the image again')
})
