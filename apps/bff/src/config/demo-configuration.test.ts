import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { environmentKey } from '../domain/environment.ts'
import { loadConfiguration } from './load-configuration.ts'

const demo = fileURLToPath(new URL('../../../../lockstep.demo.yaml', import.meta.url))

it('loads without any variable, so that it can be validated and read without the demo', async () => {
  const result = await loadConfiguration(demo, {})
  expect(result).toMatchObject({ ok: true })
  expect(result.ok && result.value.environments.map(environmentKey)).toEqual([
    'storefront/production',
    'storefront/staging',
    'storefront/development',
    'lessons/production',
    'lessons/staging',
  ])
})

it('takes the addresses that the demo gives it', async () => {
  const result = await loadConfiguration(demo, { STOREFRONT_PRODUCTION_API_URL: 'http://127.0.0.1:4711' })
  expect(result.ok && result.value.environments[0]?.backend.url).toBe('http://127.0.0.1:4711')
})
