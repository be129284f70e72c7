import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** No violation of WCAG 2.2 AA on what is shown, once nothing fades in or out any more. */
export const expectAccessible = async (page: Page): Promise<void> => {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getTiming().iterations !== Infinity)
        .map((animation) => animation.finished),
    ),
  )
  const { violations } = await new AxeBuilder({ page })
    // What passes is not described, and no second page joins frames, of which there are none: a quarter of the work.
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    .withTags(standards)
    .analyze()
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.slice(0, 4).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
  }))
  expect(found).toEqual([])
}

export const desktop = { width: 1440, height: 900 }
// Tall enough for every screen: a bar that stays at the bottom hides half of whatever happens to be behind it.
const phone = { width: 390, height: 5000 }

/** `npm run test:long:browser` looks at every size in both themes. */
const isLong = process.env['LOCKSTEP_TESTS'] === 'long'
const themes = ['light', 'dark'] as const
const looks = [
  { viewport: desktop, colorSchemes: isLong ? themes : (['light'] as const) },
  { viewport: phone, colorSchemes: isLong ? themes : (['dark'] as const) },
]

/** In both themes and both sizes: no violation, and nothing to scroll sideways for. */
export const expectAccessibleEverywhere = async (page: Page): Promise<void> => {
  for (const { viewport, colorSchemes } of looks) {
    await page.setViewportSize(viewport)
    for (const colorScheme of colorSchemes) {
      await page.emulateMedia({ colorScheme })
      await test.step(`${viewport.width} px, ${colorScheme}`, () => expectAccessible(page))
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow, `sideways at ${viewport.width} px`).toBeLessThanOrEqual(0)
  }
}
