/// <reference lib="dom" />
import { Fleet } from '@lockstep/shared-types/environment'
import { test as base, expect } from '@playwright/test'
import { startDemo, type DemoProcess } from '../scripts/demo/demo-process.ts'

type WorkerFixtures = {
  /** Files that name different worlds never share a worker, and so no demo: what one does to AWS, the other does not see. */
  readonly world: string
  /** How long a release is watched; a metric's first value takes up to a minute. */
  readonly watch: string
  /** How long a stage of a rollout lasts at least. */
  readonly bake: string
  readonly demo: DemoProcess
}
type TestFixtures = {
  /** Console messages that the test provokes, such as the browser's line about a 404 that it asks for. */
  readonly provoked: readonly RegExp[]
  readonly complaints: string[]
}

/**
 * A running demo per worker, and a page whose console is listened to: a warning, an error, a failed request
 * or a violation of the content security policy fails the test.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  world: ['shared', { option: true, scope: 'worker' }],
  watch: ['4s', { option: true, scope: 'worker' }],
  bake: ['1m', { option: true, scope: 'worker' }],
  demo: [
    async ({ watch, bake }, use) => {
      const demo = await startDemo({ SIM_PACE: 'fast', DEMO_WATCH: watch, DEMO_BAKE: bake, DEMO_LOOK: '1s' })
      try {
        await everythingObserved(demo)
        await use(demo)
      } finally {
        await demo.stop()
      }
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ demo }, use) => use(demo.url),
  provoked: [[], { option: true }],
  complaints: [
    async ({ context, provoked }, use) => {
      const complaints: string[] = []
      const complain = (text: string) => {
        if (!provoked.some((pattern) => pattern.test(text))) complaints.push(text)
      }
      context.on('console', (message) => {
        if (['warning', 'error'].includes(message.type())) complain(message.text())
      })
      context.on('weberror', (error) => complain(error.error().message))
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

/** A page that opens before the first observation says that there is none yet; tests of what was observed wait for it. */
const everythingObserved = (demo: DemoProcess): Promise<void> =>
  expect
    .poll(async () => {
      const fleet = Fleet.parse(await (await fetch(`${demo.url}/api/v1/fleet`)).json())
      return fleet.environments.filter(({ observedAt }) => observedAt === null)
    })
    .toEqual([])

export { expect }
