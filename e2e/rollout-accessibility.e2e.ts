import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { desktop, expectAccessible, expectAccessibleEverywhere } from './support/axe.ts'
import { openRollout, readRollout, startFlagRollout } from './support/rollouts.ts'
import { dialogOf, pathOf } from './support/screens.ts'
import { forgetShifts, noteShifts, shiftsOf } from './support/shifts.ts'

test.use({ world: 'emergency' })

const lessons = { application: 'lessons', environment: 'staging' } as const

const screens: readonly { readonly name: string; readonly open: (page: Page) => Promise<void> }[] = [
  {
    name: 'the deploy plan in stages',
    open: async (page) => {
      await page.goto(`${pathOf({ environment: 'staging' })}/deploy`)
      await dialogOf(page).getByRole('list', { name: 'Versions' }).getByRole('button').first().click()
      await expect(dialogOf(page).getByRole('group', { name: 'How it goes out' })).toBeVisible()
      await expect(dialogOf(page).getByRole('region', { name: 'What changes' })).toContainText('In stages')
    },
  },
  {
    name: 'the start of a rollout',
    open: async (page) => {
      await page.goto(`${pathOf({ ...lessons, environment: 'production' })}/start-rollout`)
      await expect(dialogOf(page).getByRole('region', { name: 'What changes' })).toBeVisible()
    },
  },
  {
    name: 'the metrics',
    open: async (page) => {
      await page.goto(`${pathOf(lessons)}/metrics`)
      await expect(page.locator('.recharts-line-curve').first()).toBeVisible()
      await page.getByRole('button', { name: 'Error rate as a table' }).click()
    },
  },
  {
    name: 'the limits and stages',
    open: async (page) => {
      await page.goto(`${pathOf(lessons)}/policy`)
      await expect(page.getByRole('table', { name: 'Thresholds' })).toBeVisible()
    },
  },
  {
    name: 'limits that are edited',
    open: async (page) => {
      await page.goto(`${pathOf(lessons)}/policy`)
      await page.getByRole('button', { name: 'Edit limits' }).click()
      await page
        .getByRole('textbox', { name: /^Limit/ })
        .first()
        .fill('many')
      await expect(page.getByText('is not a number')).toBeVisible()
    },
  },
]

for (const screen of screens)
  test(`${screen.name} meets WCAG 2.2 AA, light and dark, on a desktop and on a phone`, async ({ page }) => {
    await screen.open(page)
    await expectAccessibleEverywhere(page)
  })

test('a rollout meets WCAG 2.2 AA and shifts nothing while it runs, in an emergency and when it is over', async ({
  page,
  demo,
}) => {
  await noteShifts(page)
  await startFlagRollout(page, lessons)
  await openRollout(page, lessons)
  const decision = page.getByRole('region', { name: 'Decision', exact: true })
  await expect(decision.getByRole('table')).toBeVisible()
  await expect(page.locator('.recharts-line-curve').first()).toBeVisible()
  await test.step('nothing shifts while it is looked at again and again', async () => {
    await forgetShifts(page)
    const looked = async () => (await readRollout(demo, lessons)).appliedAt
    for (const _ of [1, 2, 3]) await expect.poll(looked, { timeout: 15_000 }).not.toBe(await looked())
    expect(await shiftsOf(page)).toEqual([])
  })
  await expectAccessibleEverywhere(page)
  await page.setViewportSize(desktop)
  await page.getByRole('button', { name: 'Emergency', exact: true }).click()
  await expect(dialogOf(page).getByRole('button', { name: 'Take it to zero now' })).toBeVisible()
  await expectAccessibleEverywhere(page)
  await dialogOf(page).getByRole('button', { name: 'Take it to zero now' }).click()
  await expect(dialogOf(page)).toContainText('Off the bad version')
  await expectAccessible(page)
  await dialogOf(page).getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('region', { name: 'How it ended' })).toContainText('pressed Emergency')
  await expectAccessibleEverywhere(page)
})
