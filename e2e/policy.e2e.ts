import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { dialogOf, pathOf } from './support/screens.ts'

const lessons = { application: 'lessons', environment: 'production' } as const

test.use({ world: 'policy' })

const card = (page: Page): Locator => page.getByRole('region', { name: 'Thresholds', exact: true })

const errorRow = (page: Page): Locator => card(page).getByRole('row', { name: /^Error rate/ })

const limitOf = (page: Page, name: string): Locator =>
  card(page)
    .getByRole('group', { name })
    .getByRole('textbox', { name: /^Limit/ })

test('limits are changed with a reason, checked at the field, and tried on the last day before', async ({
  page,
}) => {
  await page.goto(`${pathOf(lessons)}/policy`)
  const inForce = card(page)
    .getByRole('row', { name: /Error rate/i })
    .first()
  await expect(inForce).toContainText(/above 0\.5\s%.*above 1\s%/)

  await test.step('a warning above the critical limit is refused at its field', async () => {
    await card(page).getByRole('button', { name: 'Edit limits' }).click()
    const warning = limitOf(page, 'Limit 1: Error rate, warning')
    await expect(warning).toHaveValue('0.5')
    await warning.fill('3')
    await expect(warning).toHaveAccessibleDescription(/it would never warn first/)
    await card(page).getByRole('button', { name: 'Save…' }).click()
    await expect(dialogOf(page)).toBeHidden()
    await expect(card(page)).toContainText('1 field to correct.')
    await expect(warning).toBeFocused()
  })

  await test.step('what is no limit is said at the field too', async () => {
    const warning = limitOf(page, 'Limit 1: Error rate, warning')
    for (const typed of ['many', '-1']) {
      await warning.fill(typed)
      await expect(warning).toHaveAttribute('aria-invalid', 'true')
    }
    await warning.fill('0.25')
    await expect(warning).toHaveAttribute('aria-invalid', 'false')
    await expect(warning).toHaveAccessibleDescription('was 0.5 %')
  })

  await test.step('they are tried on the last 24 hours, beside those in force', async () => {
    await card(page).getByRole('button', { name: 'Try on the last 24 h' }).click()
    const tried = page.getByRole('region', { name: 'The limits, tried on the last 24 h' })
    await expect(tried).toContainText(/These limits(These limits )?would have/i)
    await expect(tried).toContainText('Those in force')
  })

  await test.step('they are saved with a reason, and the numbers are in force', async () => {
    await expect(card(page).getByRole('list', { name: 'Unsaved limits, old and new' })).toContainText(
      /0\.5\s%.*0\.25\s%/,
    )
    await save(page, 'Half a percent was too late')
    await expect(errorRow(page)).toContainText(/above 0\.25\s%.*above 1\s%/)
    await expect(card(page)).toContainText('Version 1 by Local operator')
  })

  await test.step('the versions say who, why and what; so does the audit log', async () => {
    const versions = page.getByRole('region', { name: 'Versions' })
    const first = versions.getByRole('listitem').first()
    for (const text of ['Version 1', 'Local operator', 'Half a percent was too late', '0.25'])
      await expect(first).toContainText(text)
    await page.getByRole('link', { name: 'Audit' }).first().click()
    await expect(page.getByRole('main')).toContainText('Half a percent was too late')
  })
})

test('who edits limits that somebody else has changed sees what changed, and keeps both', async ({
  page,
  context,
}) => {
  const other = await context.newPage()
  for (const one of [page, other]) {
    await one.goto(`${pathOf({ application: 'lessons', environment: 'staging' })}/policy`)
    await card(one).getByRole('button', { name: 'Edit limits' }).click()
  }
  await limitOf(page, 'Limit 2: Error rate, critical').fill('2')
  await limitOf(other, 'Limit 1: Error rate, warning').fill('0.3')
  await save(other, 'Earlier is better')
  await expect(card(page)).toContainText('Local operator changed this meanwhile')
  await expect(card(page).getByRole('list', { name: 'What they changed' })).toContainText(/0\.3\s%/)
  await card(page).getByRole('button', { name: 'Redo mine on top of it' }).click()
  await save(page, 'One percent was too strict')
  for (const one of [page, other]) await expect(errorRow(one)).toContainText(/above 0\.3\s%.*above 2\s%/)
})

/** Saves what is edited, with a reason. */
const save = async (page: Page, reason: string): Promise<void> => {
  await card(page).getByRole('button', { name: 'Save…' }).click()
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('button', { name: 'Put in force' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await dialog.getByRole('button', { name: 'Put in force' }).click()
  await expect(dialog).toBeHidden()
}
