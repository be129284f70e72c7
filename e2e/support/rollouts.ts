import { EnvironmentRollout, type Rollout } from '@lockstep/shared-types/rollout'
import type { Locator, Page } from '@playwright/test'
import type { DemoProcess } from '../../scripts/demo/demo-process.ts'
import { expect } from '../fixtures.ts'
import { dialogOf, openEnvironment, pathOf, type Place } from './screens.ts'

/** The rollout that runs in the environment, else the last one. */
export const readRollout = async (demo: DemoProcess, place: Place): Promise<Rollout> => {
  const response = await fetch(`${demo.url}/api/v1${pathOf(place)}/rollout`)
  const { rollout } = EnvironmentRollout.parse(await response.json())
  if (rollout === null) throw new Error('no rollout has run there yet')
  return rollout
}

export const openRollout = async (page: Page, place: Place): Promise<void> => {
  await page.goto(`${pathOf(place)}/rollout`)
  await expect(page.getByRole('heading', { level: 1, name: 'Rollout' })).toBeVisible()
}

/** What stands at the top: the share, what comes next, the stages and the controls. */
export const heroOf = (page: Page): Locator => page.getByRole('region', { name: 'Rollout', exact: true })

/** A control of the rollout, such as `Hold`. */
export const control = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: 'Controls' }).getByRole('button', { name, exact: true })

/** The card that shows the percentages and takes another one. */
export const percentPanel = (page: Page): Locator => page.getByRole('region', { name: 'Percentage' })

export const percentField = (page: Page): Locator =>
  percentPanel(page).getByRole('textbox', { name: 'Percentage, typed' })

/** The share that is wanted, in large figures. */
export const expectShare = (page: Page, share: string) =>
  expect(heroOf(page).locator('strong').first()).toHaveText(share)

/** One of the three percentages, with its share. */
export const expectValue = (page: Page, name: 'Wanted' | 'In AWS' | 'Measured', share: string | RegExp) =>
  expect(
    percentPanel(page)
      .locator('dl > div')
      .filter({ has: page.getByRole('term').filter({ hasText: name }) }),
  ).toContainText(share)

/** Presses a control that asks why, gives the reason, and presses it again in the dialog. */
export const controlWithReason = async (page: Page, name: string, reason: string): Promise<void> => {
  await control(page, name).click()
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('button', { name, exact: true })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await dialog.getByRole('button', { name, exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** Starts the rollout of a flag from the environment's page; ends on the rollout's page. */
export const startFlagRollout = async (page: Page, place: Place): Promise<void> => {
  await openEnvironment(page, place)
  await page.getByRole('link', { name: 'Start rollout' }).click()
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('region', { name: 'What changes' })).toBeVisible()
  const confirm = dialog.getByRole('textbox', { name: /to confirm/ })
  if (await confirm.isVisible()) await confirm.fill(place.environment)
  await dialog.getByRole('button', { name: /^Start the rollout in / }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Rollout' })).toBeVisible()
}
