import { Policy } from '@lockstep/shared-types/policy'
import type { DemoProcess } from '../scripts/demo/demo-process.ts'
import { expect, test } from './fixtures.ts'
import { expectAccessible } from './support/axe.ts'

test.use({ world: 'limits' })

const place = '/applications/lessons/environments/staging'

const readPolicy = async (demo: DemoProcess): Promise<Policy> =>
  Policy.parse(await (await fetch(`${demo.url}/api/v1${place}/policy`)).json())

test('limits are refused, corrected, tried on the past, and put in force with a reason', async ({
  page,
  demo,
}) => {
  await page.goto(`${place}/policy`)
  const card = page.getByRole('region', { name: 'Thresholds', exact: true })
  await card.getByRole('button', { name: 'Edit limits' }).click()
  const warning = card.getByRole('group', { name: /Error rate, warning/ }).getByRole('textbox')
  await test.step('a warning above its critical limit is refused at its field', async () => {
    await warning.fill('20')
    await card.getByRole('button', { name: 'Save…' }).click()
    await expect(warning).toBeFocused()
    await expect(warning).toHaveAccessibleDescription(/would never warn first/)
    await expectAccessible(page)
  })
  await test.step('what it would have decided stands beside what is in force', async () => {
    await warning.fill('0.4')
    await card.getByRole('button', { name: 'Try on the last 24 h' }).click()
    const tried = card.getByRole('region', { name: /tried on the last 24 h/ })
    await expect(tried.getByText(/^Would have /)).toHaveCount(2)
    await expect(
      tried
        .getByRole('list', { name: /Decisions/ })
        .getByRole('listitem')
        .first(),
    ).toBeVisible()
    await expectAccessible(page)
  })
  await card.getByRole('button', { name: 'Save…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText('above 0.4 %')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Tighter for the night')
  await dialog.getByRole('button', { name: 'Put in force' }).click()
  await expect(dialog).toBeHidden()
  const versions = page.getByRole('region', { name: 'Versions' }).getByRole('listitem').first()
  await expect(versions).toContainText('“Tighter for the night”')
  await expect(card).toContainText('Version 1 by Local operator')
  expect((await readPolicy(demo)).thresholds.thresholds).toContainEqual({
    metric: 'error-rate',
    level: 'warning',
    comparison: 'above',
    limit: 0.4,
  })
})

test.describe('of two who edit at the same time', () => {
  test.use({ provoked: [/status of 409/] })

  test('the later one sees what the earlier one changed, and keeps both', async ({ page, demo }) => {
    await page.goto(`${place}/policy`)
    const card = page.getByRole('region', { name: 'Thresholds', exact: true })
    await card.getByRole('button', { name: 'Edit limits' }).click()
    await card
      .getByRole('group', { name: /p95, warning/ })
      .getByRole('textbox')
      .fill('900')
    const before = (await readPolicy(demo)).thresholds
    const critical = before.thresholds.map((one) =>
      one.metric === 'latency-p95' && one.level === 'critical' ? { ...one, limit: 1800 } : one,
    )
    const quicker = await fetch(`${demo.url}/api/v1${place}/policy/thresholds`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'quicker-than-the-page' },
      body: JSON.stringify({ baseVersion: before.version, reason: 'Quicker', thresholds: critical }),
    })
    expect(quicker.status).toBe(200)
    await expect(card.getByRole('list', { name: 'What they changed' })).toContainText('above 1.8 s')
    await card.getByRole('button', { name: 'Redo mine on top of it' }).click()
    await card.getByRole('button', { name: 'Save…' }).click()
    await page.getByRole('textbox', { name: 'Reason' }).fill('And the warning too')
    await page.getByRole('button', { name: 'Put in force' }).click()
    await expect(card).toContainText(`Version ${before.version + 2} by Local operator`)
    const limits = (await readPolicy(demo)).thresholds.thresholds
      .filter(({ metric }) => metric === 'latency-p95')
      .map(({ limit }) => limit)
    expect(limits).toEqual([900, 1800])
  })
})

test('stages are moved and corrected by keyboard, and asked about before they are lost', async ({ page }) => {
  await page.goto(`${place}/policy`)
  await page.getByRole('button', { name: 'Edit stages and decisions' }).click()
  const down = page.getByRole('button', { name: 'Move stage 1 down' })
  await down.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Move stage 2 down' })).toBeFocused()
  await expect(
    page.getByRole('group', { name: 'Stage 2' }).getByRole('textbox', { name: /Percentage/ }),
  ).toHaveAccessibleDescription(/Must be above the stage before/)
  await expectAccessible(page)
  const questions: string[] = []
  page.on('dialog', (dialog) => {
    questions.push(dialog.message())
    void dialog.accept()
  })
  await page.getByRole('link', { name: 'Metrics', exact: true }).click()
  await expect(page.getByRole('heading', { name: /^Metrics/ })).toBeVisible()
  expect(questions).toEqual(['Leave this page? What you changed here is not saved.'])
})

test('charts are read by keyboard, zoomed together, and are there as tables', async ({ page }) => {
  await page.goto(`${place}/metrics`)
  const cursor = page.getByRole('slider', { name: /^Latency/ }).first()
  await cursor.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('PageDown')
  const at = await cursor.getAttribute('aria-valuetext')
  await expect(page.getByText(/p95 \d+ ms/).last()).toBeAttached()
  await expect(page.getByRole('figure', { name: 'Error rate' })).toContainText(at ?? 'no moment')
  const reset = page.getByRole('button', { name: 'Reset zoom' })
  await expect(reset).toBeDisabled()
  await page.keyboard.press('+')
  await expect(reset).toBeEnabled()
  await reset.click()
  await expect(reset).toBeDisabled()
  await page.getByRole('button', { name: 'Error rate as a table' }).click()
  const numbers = page.getByRole('region', { name: 'Numbers: Error rate' })
  await expect(numbers.getByRole('columnheader', { name: 'Error rate (%)' })).toBeVisible()
  await expectAccessible(page)
})

test('neither page scrolls sideways on a small phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  for (const name of ['metrics', 'policy']) {
    await page.goto(`${place}/${name}`)
    await expect(page.getByRole('figure').or(page.getByRole('table')).first()).toBeVisible()
    if (name === 'policy') await page.getByRole('button', { name: 'Edit stages and decisions' }).click()
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(beyond).toBe(0)
    await expectAccessible(page)
  }
})
