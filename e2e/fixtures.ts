import { test as base, expect } from '@playwright/test'
import { startDemo, type DemoProcess } from '../scripts/demo/demo-process.ts'

type WorkerFixtures = { readonly demo: DemoProcess }
type TestFixtures = { readonly complaints: string[] }

/**
 * A running demo per worker, and a page whose console is listened to: a warning, an error, a failed request
 * or a violation of the content security policy fails the test.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  demo: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures it needs from the pattern
    async ({}, use) => {
      const demo = await startDemo({ SIM_PACE: 'fast', DEMO_WATCH: '4s' })
      await use(demo)
      await demo.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ demo }, use) => use(demo.url),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        if (['warning', 'error'].includes(message.type())) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
