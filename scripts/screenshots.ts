// `node scripts/screenshots.ts`: makes the pictures of the README and the documents from a demo of its own.
/// <reference lib="dom" />
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { startDemo, type DemoProcess } from './demo/demo-process.ts'

const folder = resolve(import.meta.dirname, '../docs/images')
const environment = '/applications/storefront/environments/production'
const rolledOut = '/applications/lessons/environments/staging'
const measured = '/applications/lessons/environments/production'
/** CloudWatch gives a minute's value when the minute is over. */
const measuredLimitMilliseconds = 180_000
const debianChromium = '/usr/bin/chromium'
const executablePath =
  process.env['CHROMIUM_PATH'] ?? (existsSync(debianChromium) ? debianChromium : undefined)
const themes = ['light', 'dark'] as const
const sizes = [
  { suffix: '', width: 1440, height: 900 },
  { suffix: '-phone', width: 390, height: 844 },
] as const

/** A picture, and what must be on the page before it is taken. */
type Picture = {
  readonly name: string
  readonly path: () => string
  readonly ready: (page: Page) => Promise<void>
}

const main = async (): Promise<void> => {
  await mkdir(folder, { recursive: true })
  const demo = await startDemo({ SIM_PACE: 'fast', DEMO_WATCH: '100s', DEMO_BAKE: '20m', DEMO_WINDOW: '1m' })
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  let release = ''
  const before: readonly Picture[] = [
    { name: 'fleet', path: () => '/', ready: (page) => page.getByText('Out of step').first().waitFor() },
    {
      name: 'environment',
      path: () => environment,
      ready: async (page) => {
        await page.getByText('Out of step: the frontend is wrong').waitFor()
        await drawn(page)
      },
    },
    { name: 'deploy', path: () => `${environment}/deploy`, ready: pickNewest },
    { name: 'rollback', path: () => `${environment}/rollback`, ready: planned },
    { name: 'metrics', path: () => `${measured}/metrics`, ready: drawn },
    {
      name: 'policy',
      path: () => `${measured}/policy`,
      ready: (page) => page.getByRole('table', { name: 'Thresholds' }).waitFor(),
    },
  ]
  const after: readonly Picture[] = [
    { name: 'release', path: () => release, ready: (page) => page.getByRole('log').waitFor() },
    {
      name: 'history',
      path: () => '/releases',
      ready: (page) => page.getByText('Deploy of').first().waitFor(),
    },
  ]
  const running: readonly Picture[] = [
    { name: 'rollout', path: () => `${rolledOut}/rollout`, ready: drawn },
    {
      name: 'emergency',
      path: () => `${rolledOut}/rollout`,
      ready: async (page) => {
        await page.getByRole('button', { name: 'Emergency', exact: true }).click()
        await page.getByRole('button', { name: 'Take it to zero now' }).waitFor()
      },
    },
  ]
  const fallen: readonly Picture[] = [
    { name: 'rollout-fallen', path: () => `${rolledOut}/rollout`, ready: drawn },
  ]
  try {
    await startRollout(browser, demo.url)
    await takeAll(browser, demo.url, before)
    release = await startDeploy(browser, demo.url)
    await takeAll(browser, demo.url, after)
    await takeAll(browser, demo.url, running)
    await spoil(browser, demo)
    await takeAll(browser, demo.url, fallen)
  } finally {
    await browser.close()
    await demo.stop()
  }
}

const takeAll = async (browser: Browser, url: string, pictures: readonly Picture[]): Promise<void> => {
  for (const colorScheme of themes)
    for (const { suffix, width, height } of sizes) {
      const context = await browser.newContext({
        baseURL: url,
        isMobile: suffix !== '',
        hasTouch: suffix !== '',
        viewport: { width, height },
        deviceScaleFactor: 1,
        colorScheme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'UTC',
      })
      const page = await context.newPage()
      for (const { name, path, ready } of pictures) {
        await page.goto(path())
        await ready(page)
        await page.getByText('Live', { exact: true }).waitFor({ state: 'attached' })
        await page.evaluate(() => document.fonts.ready.then(() => undefined))
        await page.screenshot({
          path: join(folder, `${name}${suffix}-${colorScheme}.png`),
          animations: 'disabled',
        })
      }
      await context.close()
    }
}

const drawn = (page: Page): Promise<void> =>
  page.locator('.recharts-line-curve').first().waitFor({ state: 'attached' })

const planned = (page: Page): Promise<void> =>
  page.getByRole('dialog').getByRole('region', { name: 'What changes' }).waitFor()

const pickNewest = async (page: Page): Promise<void> => {
  await page.getByRole('list', { name: 'Versions' }).getByRole('button').first().click()
  await planned(page)
}

/** Starts a deploy through the screen; gives its page's address, once it is well under way. */
const startDeploy = async (browser: Browser, url: string): Promise<string> => {
  const page = await browser.newPage({ baseURL: url })
  await page.goto(`${environment}/deploy`)
  await pickNewest(page)
  await page.getByRole('textbox', { name: /to confirm/ }).fill('production')
  await page.getByRole('textbox', { name: /^Reason/ }).fill('The basket keeps what is in it')
  await page.getByRole('button', { name: /^Deploy v/ }).click()
  await page.getByText('Watching').first().waitFor()
  const path = new URL(page.url()).pathname
  await page.close()
  return path
}

/** Starts the rollout of a flag through the screen, and waits until the candidate has its share. */
const startRollout = async (browser: Browser, url: string): Promise<void> => {
  const page = await browser.newPage({ baseURL: url })
  await page.goto(`${rolledOut}/start-rollout`)
  await planned(page)
  await page.getByRole('button', { name: /^Start the rollout in / }).click()
  await page.getByText('The three agree.').waitFor({ timeout: measuredLimitMilliseconds })
  await page.close()
}

/** Makes the new path fail, as the README says how, and waits until Lockstep has gone back by itself. */
const spoil = async (browser: Browser, demo: DemoProcess): Promise<void> => {
  await fetch(`${demo.awsUrl}/_sim/behaviour`, {
    method: 'POST',
    body: JSON.stringify({ match: { service: 'lessons-staging/api', path: 'new' }, errorRate: 0.9 }),
  })
  const page = await browser.newPage({ baseURL: demo.url })
  await page.goto(`${rolledOut}/rollout`)
  // A stage back from the first one, or to zero: that depends on how much of a minute the errors fill.
  await page
    .getByRole('region', { name: 'Rollout', exact: true })
    .getByText('0 %', { exact: true })
    .first()
    .waitFor({ timeout: measuredLimitMilliseconds })
  await page.close()
}

await main()
