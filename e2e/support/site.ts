import type { Browser } from '@playwright/test'
import { expect } from '../fixtures.ts'

/** Opens the served site as a new visitor does, with nothing cached, and reads the versions that it shows of both halves. */
export const expectSite = async (
  browser: Browser,
  url: string,
  shown: { readonly frontend: string; readonly backend: string },
): Promise<void> => {
  const visitor = await browser.newContext()
  const site = await visitor.newPage()
  await site.goto(url)
  await expect(site.locator('[data-field=frontend]')).toHaveText(shown.frontend)
  await expect(site.locator('[data-field=backend]')).toHaveText(shown.backend)
  await visitor.close()
}
