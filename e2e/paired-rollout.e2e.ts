import { z } from 'zod'
import type { DemoProcess } from '../scripts/demo/demo-process.ts'
import { newestVersion, readEnvironment } from './support/api.ts'
import { aws, awsIsInstalled } from './support/aws-cli.ts'
import { expect, test } from './fixtures.ts'
import {
  control,
  controlWithReason,
  expectShare,
  expectValue,
  heroOf,
  openRollout,
  readRollout,
} from './support/rollouts.ts'
import { expectStatus, openEnvironment, pickVersion, startButton, stepRow } from './support/screens.ts'
import { doorOf } from './support/simulator.ts'
import { arriveAt, cohortOf, expectVersions } from './support/site.ts'

test.use({ world: 'paired-rollout' })

const staging = { environment: 'staging' } as const

test('a deploy in stages gives each visitor a matching pair, and ends with everybody on the new version', async ({
  page,
  demo,
  browser,
}) => {
  const { version: next } = await newestVersion(demo, 'staging')
  const old = (await readEnvironment(demo, 'staging')).backendVersion ?? ''
  const siteUrl = await doorOf(demo, 'storefront-staging-site')
  const pairOf = (version: string) => ({ frontend: version, backend: version })

  await test.step('the plan shows the stages, and what ends each', async () => {
    await openEnvironment(page, staging)
    const dialog = await pickVersion(page, next)
    await expect(
      dialog.getByRole('group', { name: 'How it goes out' }).getByRole('button', { name: 'In stages' }),
    ).toHaveAttribute('aria-pressed', 'true')
    const changes = dialog.getByRole('region', { name: 'What changes' })
    for (const stage of ['10 %', '50 %', '100 %'])
      await expect(changes.getByRole('listitem').filter({ hasText: stage }).last()).toBeVisible()
    await expect(changes).toContainText('p95 latency below 800 ms')
    await startButton(dialog).click()
  })

  await test.step('the release leads to the rollout', async () => {
    await expect(stepRow(page, "Publish the candidate's pages").first()).toContainText('Done', {
      timeout: 60_000,
    })
    await page.getByRole('link', { name: 'Open the rollout' }).click()
    await expectShare(page, '10 %')
    await expectValue(page, 'Wanted', '10 %')
    await expectValue(page, 'In AWS', '10 %')
    await expect(heroOf(page).getByRole('listitem').filter({ hasText: '10 %' })).toHaveAttribute(
      'aria-current',
      'step',
    )
  })

  const id = (await readRollout(demo, staging)).releaseId.slice(-8).toLowerCase()
  const candidate = await arriveAt(browser, siteUrl, `${id}-candidate.0`)
  const baseline = await arriveAt(browser, siteUrl, `${id}-baseline.9999`)

  await test.step('a visitor of each cohort gets both halves of one version', async () => {
    await expectVersions(candidate, pairOf(next))
    await expectVersions(baseline, pairOf(old))
    const drawn = await arriveAt(browser, siteUrl)
    const cohort = await cohortOf(drawn.context())
    expect(cohort).toMatch(new RegExp(`^${id}-(candidate|baseline)\\.\\d+$`))
    await expectVersions(drawn, pairOf(cohort?.includes('-candidate.') ? next : old))
    await drawn.context().close()
  })

  await test.step('who is on neither side yet changes it with the percentage, and only at a page load', async () => {
    const middle = await arriveAt(browser, siteUrl, `${id}-baseline.4000`)
    await expectVersions(middle, pairOf(old))
    await controlWithReason(page, 'Skip', 'The first tenth is well')
    await expectShare(page, '50 %')
    await expectValue(page, 'In AWS', '50 %')
    await expect(async () => {
      await middle.reload()
      await expectVersions(middle, pairOf(next))
    }).toPass()
    await expectVersions(baseline, pairOf(old))
    await middle.context().close()
  })

  await test.step('the rest is sent there with a reason, and the main half follows', async () => {
    await controlWithReason(page, 'To full', 'Half of the visitors are well')
    await expect(control(page, 'To full')).toBeDisabled()
    await page.getByRole('link', { name: 'Its release' }).click()
    await expectStatus(page, 'Succeeded')
    for (const step of ['Update the service', 'Publish the frontend', 'Roll out in stages'])
      await expect(stepRow(page, step).first()).toContainText('Done')
  })

  await test.step('afterwards nobody is a candidate any more, and both halves are new', async () => {
    for (const visitor of [candidate, baseline]) {
      await visitor.reload()
      await expectVersions(visitor, pairOf(next))
    }
    expect(await cohortOf(candidate.context())).not.toContain('-candidate.')
    await openEnvironment(page, staging)
    await expect(page.getByRole('article', { name: 'Backend' })).toContainText(next)
    await expect(page.getByRole('article', { name: 'Frontend' })).toContainText(next)
    if (awsIsInstalled) expect(await candidateTasks(demo)).toEqual({ desiredCount: 0, runningCount: 0 })
    await openRollout(page, staging)
    await expect(page.getByRole('region', { name: 'How it ended' })).toContainText(
      'Half of the visitors are well',
    )
  })
  await candidate.context().close()
  await baseline.context().close()
})

const Services = z.object({
  services: z.array(z.object({ desiredCount: z.int(), runningCount: z.int() })),
})

const candidateTasks = async (demo: DemoProcess) => {
  const { services } = await aws(
    demo,
    Services,
    'ecs describe-services --cluster storefront-staging --services api-candidate',
  )
  return services[0]
}
