import type { Locator, Page } from '@playwright/test'
import { expect } from '../fixtures.ts'

/** A whole deploy or rollback takes this long at most. */
export const releaseLimitMilliseconds = 90_000
/** Until the monitor has looked again, perhaps over calls that AWS throttles, and the page was told: a cap, not a measure. */
const observedLimitMilliseconds = 60_000

const environmentNames = { production: 'Production', staging: 'Staging', development: 'Development' } as const
const applicationNames = { storefront: 'Storefront', lessons: 'Lessons' } as const
type EnvironmentId = keyof typeof environmentNames

/** An environment of the demo fleet; of Storefront unless it says otherwise. */
export type Place = {
  readonly application?: keyof typeof applicationNames
  readonly environment: EnvironmentId
}

/** As the screens name it, such as `Lessons Staging`. */
export const placeName = ({ application = 'storefront', environment }: Place): string =>
  `${applicationNames[application]} ${environmentNames[environment]}`

export const pathOf = ({ application = 'storefront', environment }: Place): string =>
  `/applications/${application}/environments/${environment}`

export const openEnvironment = async (
  page: Page,
  at: EnvironmentId | Place = 'production',
): Promise<void> => {
  const place = typeof at === 'string' ? { environment: at } : at
  await page.goto(pathOf(place))
  await expect(page.getByRole('heading', { level: 1, name: placeName(place) })).toBeVisible()
}

export const answerOf = (page: Page): Locator => page.getByRole('region', { name: 'Answer' })

export const dialogOf = (page: Page): Locator => page.getByRole('dialog')

/** The row of a drift check; its name begins with its result in words, such as `Drift`. */
export const checkRow = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Drift checks' }).getByRole('button', { name })

export const expectCheck = (page: Page, name: string, result: 'OK' | 'Warning' | 'Drift' | 'Not known') =>
  expect(checkRow(page, name)).toHaveAccessibleName(new RegExp(`^${result} ${name}`), {
    timeout: observedLimitMilliseconds,
  })

export const expectAnswer = (page: Page, answer: string | RegExp) =>
  expect(answerOf(page)).toContainText(answer, { timeout: observedLimitMilliseconds })

/** Opens the dialog over the environment's page and picks a version from the list. */
export const pickVersion = async (page: Page, version: string): Promise<Locator> => {
  await page.getByRole('link', { name: 'Deploy', exact: true }).click()
  const dialog = dialogOf(page)
  await dialog.getByRole('searchbox', { name: 'Version' }).fill(version)
  await dialog.getByRole('list', { name: 'Versions' }).getByRole('button', { name: version }).click()
  await expect(dialog.getByRole('region', { name: 'What changes' })).toBeVisible()
  return dialog
}

/** Chooses, where an environment takes a version in stages, that it goes out at once. */
export const chooseAllAtOnce = async (dialog: Locator): Promise<void> => {
  await dialog
    .getByRole('group', { name: 'How it goes out' })
    .getByRole('button', { name: 'All at once' })
    .click()
  await expect(dialog.getByRole('region', { name: 'What changes' })).not.toContainText('In stages')
}

/** The button that starts, in the dialog's foot. */
export const startButton = (dialog: Locator): Locator =>
  dialog.getByRole('button', { name: /^(Deploy|Roll|Invalidate)/ })

export const typeToConfirm = (dialog: Locator, phrase = 'production'): Promise<void> =>
  dialog.getByRole('textbox', { name: /to confirm/ }).fill(phrase)

/** Picks, confirms and starts a deploy to production; ends on the release's page. */
export const deploy = async (page: Page, version: string): Promise<void> => {
  await openEnvironment(page)
  const dialog = await pickVersion(page, version)
  await typeToConfirm(dialog)
  await startButton(dialog).click()
  await expect(page.getByRole('heading', { name: `Deploy of ${version}` })).toBeVisible()
}

export const statusOf = (page: Page): Locator => page.getByRole('region', { name: 'Status' })

export const expectStatus = (page: Page, word: string, timeout = releaseLimitMilliseconds) =>
  expect(statusOf(page).locator('strong')).toHaveText(word, { timeout })

export const stepRow = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Steps' }).getByRole('listitem').filter({ hasText: name })
