import { expect, test } from './fixtures.ts'
import { productionVersions } from './support/api.ts'
import {
  deploy,
  dialogOf,
  expectStatus,
  openEnvironment,
  startButton,
  statusOf,
  typeToConfirm,
} from './support/screens.ts'

test.use({ world: 'breach', watch: '100s' })

test('a version that answers with errors is noticed in the watch, asks, and is rolled back', async ({
  page,
  demo,
}) => {
  const { errorProne, previous } = await productionVersions(demo)
  await test.step('in an emergency a rollback waits for nothing that can wait', async () => {
    await openEnvironment(page)
    await page.getByRole('link', { name: 'Roll back', exact: true }).click()
    const dialog = dialogOf(page)
    await expect(dialog.getByRole('radio', { name: new RegExp(previous) })).toBeChecked()
    await dialog.getByRole('checkbox', { name: 'Emergency' }).check()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The catalogue is empty')
    await typeToConfirm(dialog)
    await startButton(dialog).click()
    await expectStatus(page, 'Succeeded')
    await expect(page.getByRole('region', { name: 'Steps' })).not.toContainText('Watch')
  })
  await deploy(page, errorProne)
  await expectStatus(page, 'Keep it, or roll back?', 120_000)
  await expect(statusOf(page)).toContainText(/error/i)
  await test.step('the environment asks too', async () => {
    await openEnvironment(page)
    await page.getByRole('link', { name: 'Follow it' }).click()
  })
  await statusOf(page).getByRole('button', { name: 'Roll back' }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Every tenth order fails')
  await dialog.getByRole('button', { name: 'Roll back' }).click()
  await expectStatus(page, 'Failed')
  await page.getByRole('link', { name: 'the rollback' }).click()
  await expect(page.getByRole('heading', { name: `Rollback to ${previous}` })).toBeVisible()
  await expect(statusOf(page).locator('strong')).toHaveText(/Watching|Succeeded/, { timeout: 30_000 })
  await openEnvironment(page)
  await expect(page.getByRole('article', { name: 'Backend' })).toContainText(previous)
})
