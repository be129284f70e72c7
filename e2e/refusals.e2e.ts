import { listReleases, productionVersions } from './support/api.ts'
import { expect, test } from './fixtures.ts'
import { addFault, clearFaults, pageCannotBePublished } from './support/simulator.ts'
import {
  expectStatus,
  openEnvironment,
  pickVersion,
  startButton,
  statusOf,
  typeToConfirm,
} from './support/screens.ts'

test.use({ world: 'refusals' })

test.describe('what preflight refuses', () => {
  test('an image without the frontend cannot be deployed, and nothing overrides that', async ({
    page,
    demo,
  }) => {
    const { withoutFrontend } = await productionVersions(demo)
    await openEnvironment(page)
    const dialog = await pickVersion(page, withoutFrontend)
    const preflight = dialog.getByRole('region', { name: 'Preflight' })
    await expect(preflight).toContainText('The image holds no frontend')
    await expect(preflight).toContainText('This blocks the release.')
    await typeToConfirm(dialog)
    await expect(startButton(dialog)).toBeDisabled()
    await expect(dialog).toContainText('Blocked. The image holds no frontend')
  })

  test('a frontend with the wrong endpoint is told apart before anything changes', async ({ page, demo }) => {
    const { current } = await productionVersions(demo)
    await openEnvironment(page)
    const dialog = await pickVersion(page, current)
    const preflight = dialog.getByRole('region', { name: 'Preflight' })
    await expect(preflight).toContainText('The built frontend calls')
    await expect(preflight).toContainText('Expected')
    await typeToConfirm(dialog)
    await expect(startButton(dialog)).toBeDisabled()
  })

  test('a build from a dirty tree goes out only with a reason', async ({ page, demo }) => {
    const { dirtyTree } = await productionVersions(demo)
    await openEnvironment(page)
    const dialog = await pickVersion(page, dirtyTree)
    await typeToConfirm(dialog)
    await expect(startButton(dialog)).toBeDisabled()
    await expect(dialog).toContainText('Give a reason for the override of the failed check.')
    await dialog
      .getByRole('textbox', { name: 'Release in spite of this, because' })
      .fill('The fix of tonight')
    await expect(startButton(dialog)).toBeEnabled()
  })

  test('critical findings go out only with a reason', async ({ page, demo }) => {
    const { criticalFindings } = await productionVersions(demo)
    await openEnvironment(page)
    const dialog = await pickVersion(page, criticalFindings)
    await expect(dialog.getByRole('region', { name: 'Preflight' })).toContainText(/critical/i)
    await typeToConfirm(dialog)
    await expect(startButton(dialog)).toBeDisabled()
  })
})

test('a wrong confirmation keeps the button disabled and says what to type', async ({ page, demo }) => {
  const { next } = await productionVersions(demo)
  await openEnvironment(page)
  const dialog = await pickVersion(page, next)
  await typeToConfirm(dialog, 'prod')
  await expect(startButton(dialog)).toBeDisabled()
  await expect(dialog).toContainText('Type production to confirm.')
  await typeToConfirm(dialog)
  await expect(startButton(dialog)).toBeEnabled()
})

test('a rollback without a reason cannot start', async ({ page }) => {
  await openEnvironment(page)
  await page.getByRole('link', { name: 'Roll back', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await typeToConfirm(dialog)
  await expect(startButton(dialog)).toBeDisabled()
  await expect(dialog).toContainText('Say why, in at least three letters.')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Users cannot pay')
  await expect(startButton(dialog)).toBeEnabled()
})

test('a version that is not there is said to be missing, and another can be picked', async ({ page }) => {
  await page.goto('/applications/storefront/environments/production/deploy?version=v19990101-000000')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('v19990101-000000 is not in the registry.')
  await expect(dialog.getByRole('list', { name: 'Versions' })).toBeVisible()
})

test.describe('links that lead nowhere', () => {
  test.use({ provoked: [/status of 404/] })

  for (const { path, says } of [
    { path: '/applications/storefront/environments/mars', says: 'There is no such environment' },
    { path: '/applications/nobody/environments/production', says: 'There is no such environment' },
    { path: '/releases/none-such', says: 'There is no such release' },
    { path: '/nowhere/at/all', says: 'Nothing lives at this address' },
  ])
    test(`${path} says what is missing and leads back`, async ({ page }) => {
      await page.goto(path)
      await expect(page.getByText(says)).toBeVisible()
      await page.getByRole('link', { name: /^Go to the/ }).click()
      await expect(page).toHaveURL(/\/(releases)?$/)
    })
})

test('the API refuses a release that another site sends, and a start without confirmation', async ({
  demo,
  request,
}) => {
  const environment = `${demo.url}/api/v1/applications/storefront/environments/production`
  const foreign = await request.post(`${environment}/drift/checks`, {
    headers: { origin: 'https://elsewhere.example', 'idempotency-key': 'a'.repeat(32) },
    data: {},
  })
  expect(foreign.status()).toBe(403)
  expect(foreign.headers()['content-type']).toContain('application/problem+json')
  const unconfirmed = await request.post(`${environment}/releases`, {
    headers: { origin: demo.url, 'idempotency-key': 'b'.repeat(32) },
    data: { planId: 'none', confirmation: null, reason: null, overrides: [] },
  })
  expect(unconfirmed.ok()).toBe(false)
  expect(await listReleases(demo, 'production')).toEqual([])
})

test.describe('two at once', () => {
  test.use({ provoked: [/status of 409/] })
  test.afterEach(({ demo }) => clearFaults(demo))

  test('two people press Deploy at once: one release, and both see it', async ({ page, demo, context }) => {
    const { next, previous } = await productionVersions(demo)
    const other = await context.newPage()
    const third = await context.newPage()
    await addFault(demo, pageCannotBePublished)
    await openEnvironment(page)
    await openEnvironment(other)
    const [mine, theirs] = [await pickVersion(page, next), await pickVersion(other, previous)]
    await typeToConfirm(mine)
    await typeToConfirm(theirs)
    await Promise.all([startButton(mine).dblclick(), startButton(theirs).dblclick()])
    await expect(page).toHaveURL(/\/releases\/[^/]+$/)
    await expect(other).toHaveURL(page.url())
    const late = 'This release was there before yours.'
    await expect
      .poll(async () => (await page.getByText(late).count()) + (await other.getByText(late).count()))
      .toBe(1)
    expect(await listReleases(demo, 'production')).toHaveLength(1)
    await test.step('a third page says why nothing else can start', async () => {
      await openEnvironment(third)
      await expect(third.getByRole('button', { name: 'Deploy', exact: true })).toBeDisabled()
      await expect(third.locator('[data-disabled-reason^="One release at a time"]').first()).toBeVisible()
    })
    await clearFaults(demo)
    await expectStatus(page, 'Succeeded')
    await expectStatus(other, 'Succeeded')
  })
})

test('a double click starts one release', async ({ page, demo }) => {
  const { previous, next } = await productionVersions(demo)
  const before = await listReleases(demo, 'production')
  await openEnvironment(page)
  const running = await page.getByRole('article', { name: 'Backend' }).textContent()
  const dialog = await pickVersion(page, running?.includes(next) ? previous : next)
  await typeToConfirm(dialog)
  await startButton(dialog).dblclick()
  await expect(statusOf(page)).toBeVisible()
  expect(await listReleases(demo, 'production')).toHaveLength(before.length + 1)
})
