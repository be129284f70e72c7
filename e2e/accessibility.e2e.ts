import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { newestVersion } from './support/api.ts'
import { expectAccessible, expectAccessibleEverywhere } from './support/axe.ts'
import { checkRow, dialogOf, expectStatus, openEnvironment, statusOf } from './support/screens.ts'
import { noteShifts, shiftsOf } from './support/shifts.ts'
import { addFault, clearFaults, pageCannotBePublished } from './support/simulator.ts'

test.use({ world: 'accessibility' })

const environment = '/applications/storefront/environments/production'
const screens: readonly { readonly name: string; readonly open: (page: Page) => Promise<void> }[] = [
  {
    name: 'the fleet',
    open: async (page) => {
      await page.goto('/')
      await expect(page.getByText('Out of step').first()).toBeVisible()
    },
  },
  {
    name: 'an environment with an open check',
    open: async (page) => {
      await openEnvironment(page)
      await checkRow(page, 'Bundle calls the right backend').click()
      await expect(page.getByRole('list', { name: 'Evidence' })).toBeVisible()
    },
  },
  {
    name: 'the version picker',
    open: async (page) => {
      await page.goto(`${environment}/deploy`)
      await expect(dialogOf(page).getByRole('list', { name: 'Versions' })).toBeVisible()
    },
  },
  {
    name: 'the deploy plan',
    open: async (page) => {
      await page.goto(`${environment}/deploy`)
      await dialogOf(page).getByRole('list', { name: 'Versions' }).getByRole('button').nth(3).click()
      await expect(dialogOf(page).getByRole('region', { name: 'What changes' })).toBeVisible()
    },
  },
  {
    name: 'the rollback dialog',
    open: async (page) => {
      await page.goto(`${environment}/rollback`)
      await expect(dialogOf(page).getByRole('region', { name: 'What changes' })).toBeVisible()
    },
  },
  {
    name: 'the invalidation dialog',
    open: async (page) => {
      await page.goto(`${environment}/invalidate`)
      await expect(dialogOf(page)).toContainText('/index.html')
    },
  },
  {
    name: 'the releases',
    open: async (page) => {
      await page.goto('/releases')
      await expect(page.getByRole('heading', { level: 1, name: 'Releases' })).toBeVisible()
    },
  },
  {
    name: 'the audit log',
    open: async (page) => {
      await page.goto('/audit')
      await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible()
    },
  },
  {
    name: 'a page that is not there',
    open: async (page) => {
      await page.goto('/nowhere')
      await expect(page.getByText('Nothing lives at this address')).toBeVisible()
    },
  },
]

for (const screen of screens)
  test(`${screen.name} meets WCAG 2.2 AA, light and dark, on a desktop and on a phone`, async ({ page }) => {
    await screen.open(page)
    await expectAccessibleEverywhere(page)
  })

test('nothing moves on its own for those who ask for reduced motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openEnvironment(page)
  await page.getByRole('link', { name: 'Deploy', exact: true }).click()
  await expect(dialogOf(page)).toBeVisible()
  const running = await page.evaluate(
    () =>
      document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 50)
        .length,
  )
  expect(running).toBe(0)
})

test('the focus comes back to the button that opened the dialog', async ({ page }) => {
  await openEnvironment(page)
  for (const name of ['Deploy', 'Roll back']) {
    const opener = page.getByRole('link', { name, exact: true })
    await opener.focus()
    await page.keyboard.press('Enter')
    await expect(dialogOf(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialogOf(page)).toBeHidden()
    await expect(opener).toBeFocused()
  }
})

test('nothing shifts while the numbers are refreshed', async ({ page }) => {
  await noteShifts(page)
  await openEnvironment(page)
  await expect(page.getByRole('figure', { name: 'Error rate' })).toBeVisible()
  const observed = page.getByRole('region', { name: 'Answer' }).getByTitle(/AWS calls/)
  const first = await observed.getAttribute('title')
  await expect(observed).not.toHaveAttribute('title', first ?? '', { timeout: 15_000 })
  expect(await shiftsOf(page)).toEqual([])
})

test('a deploy needs no mouse', async ({ page, demo }) => {
  const { version } = await newestVersion(demo, 'development')
  await openEnvironment(page, 'development')
  await tabTo(page, 'Deploy')
  await page.keyboard.press('Enter')
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('searchbox', { name: 'Version' })).toBeFocused()
  await expect(dialog.getByRole('list', { name: 'Versions' })).toContainText(version)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('region', { name: 'What changes' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Change', exact: true })).toBeFocused()
  await addFault(demo, pageCannotBePublished)
  await tabTo(page, `Deploy ${version} to Development`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: `Deploy of ${version}` })).toBeVisible()
  await test.step('the release in progress meets WCAG 2.2 AA too', async () => {
    await expect(statusOf(page)).toBeVisible()
    await expectAccessible(page)
    await tabTo(page, 'Abort')
    await page.keyboard.press('Enter')
    await expect(dialogOf(page).getByRole('textbox', { name: 'Reason' })).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Abort' })).toBeFocused()
  })
  await clearFaults(demo)
  await expectStatus(page, 'Succeeded')
})

/** Presses Tab until the named control has the focus. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    )
    if (focused.trim() === name) return
  }
  throw new Error(`Tab does not reach ${name}`)
}
