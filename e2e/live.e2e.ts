import { z } from 'zod'
import { expect, test } from './fixtures.ts'
import { aws, awsIsInstalled } from './support/aws-cli.ts'
import { expectCheck, openEnvironment } from './support/screens.ts'
import { countRequests } from './support/simulator.ts'

test.use({ world: 'live' })

test('what somebody changes in AWS shows on an open page by itself', async ({ page, demo }) => {
  test.skip(!awsIsInstalled, 'The AWS CLI is not installed: nobody to change AWS behind the back.')
  await openEnvironment(page, 'staging')
  const backend = page.getByRole('article', { name: 'Backend' })
  await expect(backend).toContainText('2 of 2 running')
  await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }))
  const update = 'ecs update-service --cluster storefront-staging --service api --desired-count 3'
  await aws(demo, z.object({}).loose(), update)
  await expect(backend).toContainText('3 of 3 running', { timeout: 15_000 })
  expect(await page.evaluate(() => 'stillTheSamePage' in window)).toBe(true)
})

test('eight open tabs all follow, and cause no AWS call', async ({ page, demo, context }) => {
  const tabs = [page]
  while (tabs.length < 8) tabs.push(await context.newPage())
  for (const tab of tabs) await openEnvironment(tab, 'development')
  for (const tab of tabs)
    await expect(tab.getByRole('banner').getByRole('button', { name: 'Live' })).toBeVisible()
  await test.step('a click in the last one is answered at once', async () => {
    const last = tabs.at(-1) ?? page
    await last.getByRole('link', { name: 'Audit' }).click()
    await expect(last.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible({ timeout: 3000 })
    await last.goBack()
    await expectCheck(last, 'Tag cannot move', 'Warning')
  })
  const callsWith = await callsPerCheck(demo.url, () => countRequests(demo, 'ecs', 'DescribeServices'))
  for (const tab of tabs.slice(1)) await tab.close()
  await openEnvironment(page, 'development')
  const callsWithout = await callsPerCheck(demo.url, () => countRequests(demo, 'ecs', 'DescribeServices'))
  expect(callsWith).toBeLessThanOrEqual(callsWithout + 3)
})

/** AWS calls between two observations by the monitor. */
const callsPerCheck = async (url: string, count: () => Promise<number>): Promise<number> => {
  const observedAt = async () => {
    const response = await fetch(`${url}/api/v1/applications/storefront/environments/development`)
    return z.object({ observedAt: z.string() }).parse(await response.json()).observedAt
  }
  const nextObservation = async (after: string): Promise<void> =>
    expect.poll(observedAt, { timeout: 15_000, intervals: [100] }).not.toBe(after)
  await nextObservation(await observedAt())
  const before = await count()
  await nextObservation(await observedAt())
  return (await count()) - before
}
