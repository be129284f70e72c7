import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { policies, sections } from './environment-schema.ts'
import { ServerSection } from './file-schema.ts'
import { parseConfiguration } from './parse-configuration.ts'

const guide = await readFile(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8')
const example = /```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''

it('documents an example that is right', () => {
  expect(parseConfiguration('docs/configuration.md', example, {})).toMatchObject({ ok: true })
})

it('documents every key', () => {
  const keys = [
    ...Object.keys(ServerSection.shape),
    ...Object.keys(policies),
    ...Object.values(sections).flatMap((section) => Object.keys(section.shape)),
  ]
  expect(keys.filter((key) => !new RegExp(`^ *${key}:`, 'm').test(example))).toEqual([])
})

it('marks as default only what holds without the line, too', () => {
  const lines = example.split('\n').filter((line) => line.trim() !== '')
  const bare = withoutEmptyGroups(lines.filter((line) => !/# default(;|$)/.test(line)))
  const [all, short] = [lines, bare].map((text) => parseConfiguration('example', text.join('\n'), {}))
  expect(lines.length - bare.length).toBeGreaterThan(20)
  expect(short).toEqual(all)
})

const depth = (line = ''): number => line.search(/\S|$/)

function withoutEmptyGroups(lines: readonly string[]): readonly string[] {
  const isEmpty = (line: string, index: number) =>
    /^ *\w+:( #.*)?$/.test(line) && depth(lines[index + 1]) <= depth(line)
  const kept = lines.filter((line, index) => !isEmpty(line, index))
  return kept.length === lines.length ? kept : withoutEmptyGroups(kept)
}
