import { expect, test } from './fixtures.ts'
import { expectAccessible } from './support/axe.ts'

// Nothing here is saved, so that it may share the demo of the tests that save.
test.use({ world: 'policy' })

const place = '/applications/lessons/environments/staging'

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
