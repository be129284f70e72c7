import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { shareOfUsers } from './support/flag.ts'
import {
  control,
  expectShare,
  expectValue,
  heroOf,
  openRollout,
  percentField,
  percentPanel,
  startFlagRollout,
} from './support/rollouts.ts'
import { behave, behaveWell } from './support/simulator.ts'

const lessons = { application: 'lessons', environment: 'staging' } as const
/** CloudWatch gives a minute's value when the minute is over. */
const measuredLimitMilliseconds = 150_000

test.use({ world: 'flag-rollout', bake: '5m', provoked: [/status of 409/] })
test.afterEach(({ demo }) => behaveWell(demo))
test.setTimeout(300_000)

test('a release manager moves users behind a flag, a second one sees it, and errors take it back to zero', async ({
  page,
  demo,
  context,
}) => {
  await test.step('it starts from the environment’s page, at the first stage', async () => {
    await startFlagRollout(page, lessons)
    await expectShare(page, '10 %')
    await expectValue(page, 'In AWS', '10 %')
    await expect.poll(() => shareOfUsers(demo, lessons)).toBeGreaterThan(0)
    expect(await shareOfUsers(demo, lessons)).toBeLessThan(25)
  })

  await test.step('the slider moves by keyboard, and nothing before Apply', async () => {
    const slider = percentPanel(page).getByRole('slider', { name: 'Percentage to set' })
    await slider.focus()
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key)
    await expect(slider).toHaveAttribute('aria-valuetext', '7 %, 10 % is wanted now')
    await expect(percentField(page)).toHaveValue('7')
    await expectShare(page, '10 %')
    await apply(page, '7 %')
    await page.keyboard.press('Escape')
  })

  await test.step('what is no percentage is said at the field', async () => {
    for (const [typed, says] of [
      ['many', '“many” is not a number.'],
      ['101', 'A percentage is from 0 to 100.'],
      ['-1', 'A percentage is from 0 to 100.'],
      ['3.125', 'At most two decimals.'],
      ['', 'Type a percentage from 0 to 100.'],
    ] as const) {
      await percentField(page).fill(typed)
      await expect(percentField(page)).toHaveAccessibleDescription(says)
      await expect(percentPanel(page).getByRole('button', { name: 'Apply' })).toBeDisabled()
    }
    await percentPanel(page).getByRole('button', { name: 'Cancel' }).click()
    await expect(percentField(page)).toHaveValue('7')
  })

  await test.step('a typed value with two decimals is set, and by the driver in AWS', async () => {
    await percentField(page).fill('2,25')
    await apply(page, '2.25 %')
    await expectValue(page, 'In AWS', '2.25 %')
  })

  await test.step('what is typed while AWS takes its time is kept, and can be applied after that', async () => {
    const { promise: taken, resolve: take } = Promise.withResolvers<void>()
    await page.route('**/rollout/control', async (route) => {
      await taken
      await route.continue()
    })
    await percentField(page).fill('2')
    await percentPanel(page).getByRole('button', { name: 'Apply 2 %' }).click()
    await percentField(page).fill('1,5')
    const next = percentPanel(page).getByRole('button', { name: 'Apply 1.5 %' })
    await expect(next).toBeDisabled()
    take()
    await expectShare(page, '2 %')
    await page.unroute('**/rollout/control')
    await expect(percentField(page)).toHaveValue('1,5')
    await expect(next).toBeEnabled()
    await apply(page, '1.5 %')
    await expectValue(page, 'In AWS', '1.5 %')
  })

  await test.step('a preset is one press; raising it before the numbers are there asks why', async () => {
    await percentPanel(page).getByRole('button', { name: '25 %' }).click()
    await percentPanel(page).getByRole('textbox', { name: 'Reason' }).fill('More users for the test')
    await apply(page, '25 %')
    await expectValue(page, 'In AWS', '25 %')
    await expect(heroOf(page)).toContainText('More users for the test')
  })

  await test.step('of two people the second sees the first one’s value, and must confirm', async () => {
    const second = await context.newPage()
    await openRollout(second, lessons)
    await percentField(second).fill('20')
    await percentField(page).fill('12')
    await apply(page, '12 %')
    await expect(percentPanel(second)).toContainText(
      /set 12 % .*You chose while 25 % was wanted; now it is 12 %\./,
    )
    await expect(percentPanel(second).getByRole('button', { name: 'Apply 20 %' })).toBeDisabled()
    await expectShare(second, '12 %')
    await percentPanel(second).getByRole('button', { name: 'Still set 20 %' }).click()
    const reason = percentPanel(second).getByRole('textbox', { name: 'Reason' })
    if (await reason.isVisible()) await reason.fill('I know')
    await apply(second, '20 %')
    await expectShare(page, '20 %')
    await second.close()
  })

  await test.step('it goes on from the stage below, and holds and resumes once the numbers are there', async () => {
    await control(page, 'Resume').click()
    await expectShare(page, '10 %')
    const hold = control(page, 'Hold')
    await expect(hold).toBeEnabled({ timeout: measuredLimitMilliseconds })
    await expect(page.getByRole('region', { name: 'Decision', exact: true })).toContainText('Continue')
    await hold.click()
    await expect(heroOf(page)).toContainText(/Held by/)
    await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('Held')
    await control(page, 'Resume').click()
    await expect(hold).toBeEnabled()
    await expectShare(page, '10 %')
  })

  await test.step('errors on the new path take everybody off it without anybody', async () => {
    await behave(demo, { match: { service: 'lessons-staging/api', path: 'new' }, errorRate: 0.9 })
    await expect(heroOf(page).locator('strong').first()).toHaveText('0 %', {
      timeout: measuredLimitMilliseconds,
    })
    await expect.poll(() => shareOfUsers(demo, lessons)).toBe(0)
  })

  await test.step('the decision says why in words, and what it rests on', async () => {
    // To zero, or a stage back from the first: that depends on how much of a minute the errors fill.
    const all = page.getByRole('region', { name: 'Decisions', exact: true })
    const fall = all
      .getByRole('listitem')
      .filter({ hasText: /Back (to zero|a stage)/ })
      .last()
    await fall.getByRole('button').click()
    await expect(fall).toContainText(/Lockstep did it, (at once|after)/)
    await expect(fall).toContainText(/error rate/i)
    await expect(fall.getByRole('row', { name: /error rate.*candidate/i })).toContainText(/above [15] %/)
  })
})

/** Presses Apply, and waits until it is what is wanted. */
const apply = async (page: Page, share: string): Promise<void> => {
  await percentPanel(page)
    .getByRole('button', { name: `Apply ${share}` })
    .click()
  await expectShare(page, share)
}
