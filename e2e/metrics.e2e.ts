import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { pathOf } from './support/screens.ts'

const lessons = { application: 'lessons', environment: 'production' } as const
const titles = [
  'Error rate',
  'Latency',
  'Requests per minute',
  'Healthy hosts',
  'Database connections',
  'Frontend errors',
] as const

test.use({ world: 'policy' })

const chart = (page: Page, title: (typeof titles)[number]): Locator =>
  page.getByRole('figure', { name: title, exact: true })

const windowButton = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: 'Window' }).getByRole('button', { name, exact: true })

test.beforeEach(async ({ page }) => {
  await page.goto(`${pathOf(lessons)}/metrics`)
  await expect(chart(page, 'Error rate').locator('.recharts-line-curve').first()).toBeVisible()
})

test('every metric of an environment has its chart, against its limits', async ({ page }) => {
  for (const title of titles)
    // A line of one value is flat, which counts as hidden.
    await expect(chart(page, title).locator('.recharts-line-curve').first()).toBeAttached()
  await expect(chart(page, 'Latency')).toContainText(/p50.*p95.*p99/s)
  await expect(chart(page, 'Database connections')).toContainText('190')
})

test('the window is chosen, zoomed by a drag, in all charts at once', async ({ page }) => {
  await windowButton(page, '1 h').click()
  await expect(windowButton(page, '1 h')).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/hours=1/)
  const reset = page.getByRole('button', { name: 'Reset zoom' })
  await expect(reset).toBeDisabled()
  const plot = chart(page, 'Error rate').getByRole('slider')
  const moments = async () =>
    Promise.all(
      (['Error rate', 'Requests per minute'] as const).map((title) =>
        chart(page, title).getByRole('slider').getAttribute('aria-valuemax').then(Number),
      ),
    )
  const [all = 0] = await moments()
  const box = await plot.boundingBox()
  if (box === null) throw new Error('the plot is not on the screen')
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect(reset).toBeEnabled()
  for (const shown of await moments()) expect(shown).toBeLessThan(all * 0.5)
  await reset.click()
  await expect(reset).toBeDisabled()
})

test('time without measurements is a gap, and not a zero', async ({ page }) => {
  const gaps = chart(page, 'Error rate').locator('[data-gap]')
  await expect(gaps).toHaveCount(0)
  await windowButton(page, '72 h').click()
  await expect(gaps).toHaveCount(1)
})

test('the numbers of a chart can be read as a table', async ({ page }) => {
  await windowButton(page, '1 h').click()
  const errorRate = chart(page, 'Error rate')
  await errorRate.getByRole('button', { name: 'Error rate as a table' }).click()
  const table = errorRate.getByRole('table')
  await expect(table.getByRole('columnheader', { name: 'Time' })).toBeVisible()
  await expect(table.getByRole('cell', { name: /^0(\.\d+)? %$/ }).first()).toBeVisible()
  expect(await table.getByRole('row').count()).toBeGreaterThan(20)
})

test('one endpoint alone is drawn when it is pressed, and stays in the address', async ({ page }) => {
  const endpoints = page.getByRole('table', { name: 'Endpoints' })
  const pressed = endpoints.getByRole('button', { name: 'GET /courses', exact: true })
  await expect(endpoints.getByRole('row', { name: /^GET \/courses / })).toContainText(/ms/)
  await pressed.click()
  await expect(pressed).toHaveAttribute('aria-pressed', 'true')
  await expect(chart(page, 'Database connections')).toBeHidden()
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Endpoint' })).toHaveValue('GET /courses')
  await expect(chart(page, 'Requests per minute').locator('.recharts-line-curve').first()).toBeVisible()
})
