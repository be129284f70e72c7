import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** Files that exist in the planted workspace, so that imports of them resolve. */
const targets = [
  'packages/shared-types/src/noun.ts',
  'packages/aws-sim/src/world.ts',
  'packages/cohort-function/src/code.ts',
  'apps/bff/src/app.ts',
  'apps/bff/src/domain/rule.ts',
  'apps/bff/src/config/load.ts',
  'apps/bff/src/features/one/verb.ts',
  'apps/bff/src/features/two/verb.ts',
  'apps/bff/src/features/two/ports.ts',
  'apps/bff/src/adapters/aws/reader.ts',
  'apps/bff/src/workflows/step.ts',
  'apps/bff/src/http/guard.ts',
  'apps/web/src/api/client.ts',
  'apps/web/src/features/one/page.ts',
  'apps/web/src/features/two/page.ts',
  'apps/web/src/ui/button.ts',
  'apps/web/src/lib/format.ts',
]

/** Each line breaks the rule once. */
const violations: readonly [file: string, imports: string][] = [
  ['packages/shared-types/src/bad-a.ts', '../../../apps/bff/src/domain/rule.ts'],
  ['apps/bff/src/domain/bad-b.ts', '../features/one/verb.ts'],
  ['apps/bff/src/domain/bad-c.ts', '../adapters/aws/reader.ts'],
  ['apps/bff/src/domain/bad-d.ts', '../config/load.ts'],
  ['apps/bff/src/domain/bad-e.ts', 'kysely'],
  ['apps/bff/src/features/one/bad-f.ts', '../two/verb.ts'],
  ['apps/bff/src/features/one/bad-g.ts', '../../adapters/aws/reader.ts'],
  ['apps/bff/src/features/one/bad-h.ts', '../../http/guard.ts'],
  ['apps/bff/src/features/one/bad-i.ts', 'hono'],
  ['apps/bff/src/features/one/bad-j.ts', '@aws-sdk/client-ecs'],
  ['apps/bff/src/adapters/aws/bad-k.ts', '../../features/one/verb.ts'],
  ['apps/bff/src/adapters/aws/bad-l.ts', '../../workflows/step.ts'],
  ['apps/bff/src/workflows/bad-m.ts', '../adapters/aws/reader.ts'],
  ['apps/bff/src/workflows/bad-n.ts', '@aws-sdk/client-ecs'],
  ['apps/bff/src/bad-o.ts', '../../../packages/aws-sim/src/world.ts'],
  ['apps/bff/src/http/bad-p.ts', '../features/one/verb.ts'],
  ['apps/web/src/features/one/bad-q.ts', '../two/page.ts'],
  ['apps/web/src/ui/bad-r.ts', '../api/client.ts'],
  ['apps/web/src/lib/bad-s.ts', '../ui/button.ts'],
  ['packages/aws-sim/src/bad-t.ts', '../../../apps/bff/src/domain/rule.ts'],
  ['packages/cohort-function/src/bad-u.ts', '../../aws-sim/src/world.ts'],
  ['apps/bff/src/adapters/aws/bad-v.ts', '../../../../../packages/cohort-function/src/code.ts'],
]

/** What the rule allows, so that a rule that refuses everything would not pass either. */
const allowed: readonly [file: string, imports: string][] = [
  ['apps/bff/src/features/one/good-a.ts', '../../domain/rule.ts'],
  ['apps/bff/src/features/one/routes.ts', '../../http/guard.ts'],
  ['apps/bff/src/features/one/good-b.ts', './verb.ts'],
  ['apps/bff/src/adapters/aws/good-c.ts', '../../features/two/ports.ts'],
  ['apps/bff/src/adapters/aws/good-d.ts', '@aws-sdk/client-ecs'],
  ['apps/bff/src/main.ts', './adapters/aws/reader.ts'],
  ['apps/bff/src/features/one/verb.test.ts', '../../../../../packages/aws-sim/src/world.ts'],
  ['packages/aws-sim/src/good-g.ts', '../../cohort-function/src/code.ts'],
  ['apps/web/src/features/one/good-e.ts', '../../api/client.ts'],
  ['apps/web/src/ui/good-f.ts', '../lib/format.ts'],
]

let folder = ''
let flagged = new Set<string>()

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-planted-'))
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  for (const file of targets) write(file, 'export const here = 1\n')
  for (const [file, source] of [...violations, ...allowed]) write(file, `export * from '${source}'\n`)
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const run = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const report = JSON.parse(run.stdout) as { diagnostics: { code: string; filename: string }[] }
  flagged = new Set(
    report.diagnostics
      .filter((d) => d.code.startsWith('boundaries') || d.code.includes('no-restricted-imports'))
      .map((d) => d.filename),
  )
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(violations)('the dependency rule refuses %s importing %s', (file) => {
  expect(flagged).toContain(file)
})

test.each(allowed)('the dependency rule allows %s importing %s', (file) => {
  expect(flagged).not.toContain(file)
})
