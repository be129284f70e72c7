import type { Browser, BrowserContext, Page } from '@playwright/test'
import { expect } from '../fixtures.ts'

type Versions = { readonly frontend: string; readonly backend: string }

const cookieName = 'lockstep-cohort'

/** A visitor of the served site, with nothing cached, and with the cookie of a cohort where one is given. */
export const arriveAt = async (
  browser: Browser,
  url: string,
  cookie: string | null = null,
): Promise<Page> => {
  const visitor = await browser.newContext()
  if (cookie !== null) await visitor.addCookies([{ name: cookieName, value: cookie, url }])
  const site = await visitor.newPage()
  await site.goto(url)
  return site
}

/** Which versions the page shows of its two halves. */
export const expectVersions = async (site: Page, shown: Versions): Promise<void> => {
  await expect(site.locator('[data-field=frontend]')).toHaveText(shown.frontend)
  await expect(site.locator('[data-field=backend]')).toHaveText(shown.backend)
}

/** Opens the served site as a new visitor does, with nothing cached, and reads the versions that it shows of both halves. */
export const expectSite = async (browser: Browser, url: string, shown: Versions): Promise<void> => {
  const site = await arriveAt(browser, url)
  await expectVersions(site, shown)
  await site.context().close()
}

/** The cohort that the visitor's cookie names, such as `4f7k2m9q-candidate.0`; null without one. */
export const cohortOf = async (visitor: BrowserContext): Promise<string | null> =>
  (await visitor.cookies()).find(({ name }) => name === cookieName)?.value ?? null
