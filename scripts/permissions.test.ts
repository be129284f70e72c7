import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/aws-permissions.md'), 'utf8')

/** Where a client package is named otherwise than its operations are in IAM. */
const prefixes: Readonly<Record<string, string>> = {
  'cloudwatch-logs': 'logs',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
}

/** What the adapters import from the SDK: commands and paginators, as `service:Operation`. */
function calledOperations(): string[] {
  const files = globSync('apps/bff/src/adapters/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts') && !file.includes('/testing/'),
  )
  const found = files.flatMap((file) => operationsOf(readFileSync(join(root, file), 'utf8')))
  return [...new Set(found)].toSorted()
}

function operationsOf(source: string): string[] {
  const imports = source.matchAll(/import\s*\{([^}]*)\}\s*from '@aws-sdk\/([\w-]+)'/g)
  return [...imports].flatMap(([, names = '', library = '']) => {
    if (library === 'credential-providers')
      return names.includes('fromTemporaryCredentials') ? ['sts:AssumeRole'] : []
    const service = library.replace(/^client-/, '')
    const operations = names.matchAll(/\b(?:paginate(\w+)|([A-Z]\w+)Command)\b/g)
    return [...operations].map(
      ([, paged, single]) => `${prefixes[service] ?? service}:${paged ?? single ?? ''}`,
    )
  })
}

const rows = [...page.matchAll(/^\| `([a-z0-9-]+:\w+)` +\| ([^|]+)\|/gm)]
const listedOperations = rows.map(([, operation = '']) => operation).toSorted()
const listedActions = rows.flatMap(([, , actions = '']) =>
  [...actions.matchAll(/`([^`]+)`/g)].map(([, action = '']) => action),
)

function allowedActions(): string[] {
  const policies = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, text = '']) => JSON.parse(text) as { Statement: { Action: string | string[] }[] },
  )
  return policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action))
}

test('the documented operations are those that the adapters import, no more and no fewer', () => {
  expect(listedOperations).toEqual(calledOperations())
})

test('the documented policies allow the listed actions, no more and no fewer', () => {
  expect([...new Set(allowedActions())].toSorted()).toEqual([...new Set(listedActions)].toSorted())
})
