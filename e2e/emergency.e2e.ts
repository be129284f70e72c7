import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { shareOfUsers } from './support/flag.ts'
import { expectShare, openRollout, readRollout, startFlagRollout } from './support/rollouts.ts'
import { dialogOf, openEnvironment } from './support/screens.ts'

const lessons = { application: 'lessons', environment: 'staging' } as const

test.use({ world: 'emergency' })

test.beforeEach(async ({ page, demo }) => {
  await startFlagRollout(page, lessons)
  await expectShare(page, '10 %')
  await expect.poll(() => shareOfUsers(demo, lessons)).toBeGreaterThan(0)
})

const places: readonly { readonly name: string; readonly press: (page: Page) => Promise<void> }[] = [
  {
    name: 'the fleet',
    press: async (page) => {
      await page.goto('/')
      await page.getByRole('button', { name: 'Emergency in Lessons Staging' }).click()
    },
  },
  {
    name: 'the environment',
    press: async (page) => {
      await openEnvironment(page, lessons)
      await page.getByRole('button', { name: 'Emergency', exact: true }).click()
    },
  },
  {
    name: 'the rollout on a phone',
    press: async (page) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await openRollout(page, lessons)
      const button = page.getByRole('button', { name: 'Emergency', exact: true })
      const box = await button.boundingBox()
      // In reach of the thumb: at the bottom, and as wide as the screen.
      expect(box?.y).toBeGreaterThan(700)
      expect(box?.width).toBeGreaterThan(300)
      await button.click()
    },
  },
]

for (const { name, press } of places)
  test(`two presses from ${name} take the traffic off the bad version, and the dialog shows that it is`, async ({
    page,
    demo,
  }) => {
    await press(page)
    const dialog = dialogOf(page)
    await expect(dialog).toContainText('Emergency in Lessons Staging')
    const second = dialog.getByRole('button', { name: 'Take it to zero now' })
    await expect(second).toBeFocused()
    await second.click()
    await expect(dialog).toContainText(/Off the bad versionafter \d+(\.\d)? m?s/)
    const steps = dialog.getByRole('list')
    for (const step of ['AWS accepted it', 'No traffic on the bad version', 'The old path asks for a token'])
      await expect(
        steps.getByRole('listitem').filter({ hasText: step }).getByRole('img', { name: 'Done' }),
      ).toBeVisible()
    await expect.poll(() => shareOfUsers(demo, lessons)).toBe(0)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await openRollout(page, lessons)
    const ended = page.getByRole('region', { name: 'How it ended' })
    await expect(ended).toContainText('pressed Emergency')
    await expect(ended).toContainText(/Traffic offafter/)
    const { end } = await readRollout(demo, lessons)
    // How long it takes is measured by the bench; here only that it was accepted, and when.
    expect(Date.parse(end?.acceptedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(end?.askedAt ?? ''))
  })
