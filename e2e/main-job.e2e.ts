import { productionVersions, readEnvironment } from './support/api.ts'
import { expect, test } from './fixtures.ts'
import {
  answerOf,
  checkRow,
  dialogOf,
  expectAnswer,
  expectCheck,
  expectStatus,
  openEnvironment,
  pickVersion,
  startButton,
  stepRow,
  typeToConfirm,
} from './support/screens.ts'
import { expectSite } from './support/site.ts'
import { doorOf } from './support/simulator.ts'

test.use({ world: 'main-job' })

test('a release manager sees the drift, mends it, deploys both halves, and goes back', async ({
  page,
  demo,
  browser,
}) => {
  const { next, current, previous } = await productionVersions(demo)
  const siteUrl = await doorOf(demo, 'storefront-production-site')
  const staging = await readEnvironment(demo, 'staging')
  const expectPair = (version: string) =>
    expectSite(browser, siteUrl, { frontend: version, backend: version })

  await test.step('the fleet says which environment is out of step', async () => {
    await page.goto('/')
    const row = page.getByRole('row', { name: /Storefront Production/ })
    await expect(row).toContainText('Out of step')
    await expect(row).toContainText(previous)
    await expect(row).toContainText(current)
    await row.getByRole('link', { name: /Storefront Production/ }).click()
    await expect(page.getByRole('heading', { name: 'Storefront Production' })).toBeVisible()
  })

  await test.step('the environment says which half is wrong, and why', async () => {
    await expectAnswer(page, 'Out of step: the frontend is wrong')
    await expectCheck(page, 'Bundle calls the right backend', 'Drift')
    await expectCheck(page, 'Edge serves what the bucket holds', 'Drift')
    await expectCheck(page, 'All tasks run one image', 'OK')
    await expectSite(browser, siteUrl, { frontend: previous, backend: current })
  })

  await test.step('no invalidation is proposed that would bring users a bundle that calls elsewhere', async () => {
    await checkRow(page, 'Edge serves what the bucket holds').click()
    const checks = page.getByRole('region', { name: 'Drift checks' })
    await expect(checks).toContainText(
      'An invalidation alone would bring users a frontend that calls another backend',
    )
    await expect(checks.getByRole('link', { name: 'Invalidate the edge' })).toHaveCount(0)
  })

  await test.step('who invalidates all the same gets what the bucket holds', async () => {
    await page.goto('/applications/storefront/environments/production/invalidate')
    const dialog = dialogOf(page)
    await expect(dialog).toContainText('/index.html')
    await startButton(dialog).click()
    await expectStatus(page, 'Succeeded')
    await page.getByRole('link', { name: 'Open environment' }).click()
    await expectCheck(page, 'Edge serves what the bucket holds', 'OK')
    await expectCheck(page, 'Versions match', 'OK')
    await expectCheck(page, 'Bundle calls the right backend', 'Drift')
    await expectSite(browser, siteUrl, { frontend: current, backend: staging.backendVersion ?? '' })
  })

  await test.step('the answer offers the deploy that mends the rest', async () => {
    await answerOf(page)
      .getByRole('link', { name: /^Deploy/ })
      .click()
    const dialog = dialogOf(page)
    await expect(dialog.getByRole('heading', { name: 'Deploy to Production' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('the plan says what would change, and is confirmed by the name', async () => {
    const dialog = await pickVersion(page, next)
    await expect(dialog).toContainText(/All \d+ preflight checks passed/)
    await expect(dialog.getByRole('region', { name: 'What changes' })).toContainText('to upload')
    const start = startButton(dialog)
    await expect(start).toHaveAccessibleName(`Deploy ${next} to Production`)
    await typeToConfirm(dialog)
    await start.click()
  })

  await test.step('both halves are deployed, step by step, to the end', async () => {
    await expect(page).toHaveURL(/\/releases\/[^/]+$/)
    await expect(page.getByRole('heading', { name: `Deploy of ${next}` })).toBeVisible()
    await expectStatus(page, 'Succeeded')
    for (const step of ['Update the service', 'Publish the frontend', 'Edge serves the new version', 'Watch'])
      await expect(stepRow(page, step).first()).toContainText('Done')
    await page.getByRole('link', { name: 'Open environment' }).click()
    await expectAnswer(page, 'In step')
    await expect(page.getByRole('article', { name: 'Backend' })).toContainText(next)
    await expect(page.getByRole('article', { name: 'Frontend' })).toContainText(next)
    await expectCheck(page, 'Bundle calls the right backend', 'OK')
    await expectPair(next)
  })

  await test.step('the rollback goes to the chosen version, with a reason', async () => {
    await page.getByRole('link', { name: 'Roll back', exact: true }).click()
    const dialog = dialogOf(page)
    await dialog.getByRole('button', { name: /^Show \d+ more versions/ }).click()
    await dialog.getByRole('radio', { name: new RegExp(previous) }).check()
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The basket forgets what is in it')
    await typeToConfirm(dialog)
    await startButton(dialog).click()
    await expect(page.getByRole('heading', { name: `Rollback to ${previous}` })).toBeVisible()
    await expectStatus(page, 'Succeeded')
    await expect(page.getByRole('region', { name: 'Details' })).toContainText(
      'The basket forgets what is in it',
    )
    await page.getByRole('link', { name: 'Open environment' }).click()
    await expectAnswer(page, 'In step')
    await expect(page.getByRole('article', { name: 'Backend' })).toContainText(previous)
    await expect(page.getByRole('article', { name: 'Frontend' })).toContainText(previous)
    await expectPair(previous)
  })

  await test.step('history keeps the three releases', async () => {
    await openEnvironment(page)
    const recent = page.getByRole('region', { name: 'Recent releases' })
    await expect(recent.getByRole('link', { name: `Rollback to ${previous}` })).toBeVisible()
    await expect(recent.getByRole('link', { name: `Deploy of ${next}` })).toBeVisible()
    await expect(recent.getByRole('link', { name: 'Invalidation' })).toBeVisible()
  })
})
