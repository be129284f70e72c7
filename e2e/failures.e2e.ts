import { productionVersions, readEnvironment } from './support/api.ts'
import { expect, test } from './fixtures.ts'
import {
  checkRow,
  deploy,
  dialogOf,
  expectCheck,
  expectStatus,
  openEnvironment,
  statusOf,
  stepRow,
} from './support/screens.ts'
import { addFault, clearFaults, pageCannotBePublished } from './support/simulator.ts'

test.use({ world: 'failures' })
test.afterEach(({ demo }) => clearFaults(demo))

test('a version whose tasks never become healthy fails, and says that ECS went back', async ({
  page,
  demo,
}) => {
  const { unhealthy, current } = await productionVersions(demo)
  await deploy(page, unhealthy)
  await expectStatus(page, 'Failed')
  await expect(statusOf(page)).toContainText(`ECS has put the backend back to ${current}`)
  await page.getByRole('link', { name: 'Open environment' }).click()
  await expect(page.getByRole('article', { name: 'Backend' })).toContainText(current)
  expect((await readEnvironment(demo, 'production')).lastRelease?.status).toBe('failed')
})

test('what AWS denies is not known, with the reason, and hides nothing else', async ({ page, demo }) => {
  await addFault(demo, { service: 'elbv2', operation: 'DescribeTargetHealth', kind: 'accessDenied' })
  await openEnvironment(page)
  await expectCheck(page, 'Load balancer targets', 'Not known')
  await checkRow(page, 'Load balancer targets').click()
  await expect(page.getByRole('region', { name: 'Drift checks' })).toContainText(
    /denied|not allowed|not authorized/i,
  )
  await expectCheck(page, 'All tasks run one image', 'OK')
  await expectCheck(page, 'Edge serves what the bucket holds', 'Drift')
  await clearFaults(demo)
  await expectCheck(page, 'Load balancer targets', 'OK')
})

test('while AWS throttles, what was read before stays, and says its age', async ({ page, demo }) => {
  await openEnvironment(page)
  await addFault(demo, { service: 'ecs', operation: 'DescribeServices', kind: 'throttle' })
  await expectCheck(page, 'All tasks run one image', 'Not known')
  await expectCheck(page, 'Bundle calls the right backend', 'Drift')
  await clearFaults(demo)
  await expectCheck(page, 'All tasks run one image', 'OK')
})

test('a release that is aborted in the middle says what it leaves behind', async ({ page, demo }) => {
  const { next, current } = await productionVersions(demo)
  await addFault(demo, pageCannotBePublished)
  await deploy(page, next)
  await expect(stepRow(page, 'Publish the frontend').first()).toContainText('Running', { timeout: 30_000 })
  await page.getByRole('button', { name: 'Abort' }).click()
  const dialog = dialogOf(page)
  await expect(dialog).toContainText('It stops at the next safe point.')
  await expect(dialog.getByRole('button', { name: 'Abort the release' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The bucket refuses files')
  await dialog.getByRole('button', { name: 'Abort the release' }).click()
  await expectStatus(page, 'Aborted')
  await expect(statusOf(page)).toContainText(next)
  await clearFaults(demo)
  await page.getByRole('link', { name: 'Open environment' }).click()
  await expect(page.getByRole('article', { name: 'Frontend' })).toContainText(`Bucket holds${current}`)
})
