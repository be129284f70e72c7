import { listReleases, productionVersions } from './support/api.ts'
import { killLockstep } from './support/crash.ts'
import { expect, test } from './fixtures.ts'
import { deploy, expectStatus, stepRow } from './support/screens.ts'
import { addFault, clearFaults, countRequests, pageCannotBePublished } from './support/simulator.ts'

test.use({ world: 'crash', provoked: [/net::ERR_/] })
test.afterEach(({ demo }) => clearFaults(demo))

test('when Lockstep is killed in a deploy, the open page says so, comes back, and the release goes on', async ({
  page,
  demo,
}) => {
  const { next } = await productionVersions(demo)
  await addFault(demo, {
    ...pageCannotBePublished,
    kind: 'slow',
    delayMilliseconds: 5000,
  })
  await deploy(page, next)
  await expect(stepRow(page, 'Publish the frontend').first()).toContainText('Running', { timeout: 30_000 })
  killLockstep(demo)
  await expect(page.getByRole('banner')).toContainText(/Offline|Connecting/)
  // The start of a process on a busy machine, and up to 20 s until the page tries again.
  await expect(page.getByRole('banner')).toContainText('Live', { timeout: 60_000 })
  await expectStatus(page, 'Succeeded')
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(await listReleases(demo, 'production')).toHaveLength(1)
  expect(await countRequests(demo, 'ecs', 'UpdateService')).toBe(1)
  expect(await countRequests(demo, 'cloudfront', 'CreateInvalidation')).toBe(1)
})
