/// <reference lib="dom" />
import type { Page } from '@playwright/test'

/** From the next address on, everything that moves by itself is noted. */
export const noteShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const shifts: string[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sources = 'sources' in entry && Array.isArray(entry.sources) ? entry.sources : []
        for (const { node } of sources) shifts.push(node?.outerHTML ?? node?.textContent ?? 'something')
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })

/** From here on: what moved while the page loaded does not count. */
export const forgetShifts = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    if ('shifts' in window && Array.isArray(window.shifts)) window.shifts.length = 0
  })

/** What has moved by itself since, as it stands in the document. */
export const shiftsOf = (page: Page): Promise<unknown> =>
  page.evaluate(() => ('shifts' in window ? window.shifts : null))
