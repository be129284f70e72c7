import { expect, test } from 'vitest'
import type { StoredPlan } from './ports.ts'
import { undoneSettings } from './undone-settings.ts'

const after = (taskDefinition: { from: string; base: string } | null) =>
  undoneSettings(
    { releases: { getPlan: async () => ({ plan: { taskDefinition } }) as unknown as StoredPlan } },
    { planId: 'plan' },
  )

test('what a release brought of settings goes with it, what was there before it stays', async () => {
  expect(await after({ from: 'shop:2', base: 'shop:3' })).toBe('released')
  expect(await after({ from: 'shop:2', base: 'shop:2' })).toBe('running')
})

test('where it is not known, the settings are those that served well', async () => {
  expect(await after(null)).toBe('released')
  expect(await undoneSettings({ releases: { getPlan: async () => null } }, null)).toBe('released')
})
