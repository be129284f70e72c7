import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'

const debianChromium = '/usr/bin/chromium'
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(debianChromium) ? debianChromium : undefined)

/**
 * These take a minute or more: started last, one would run alone at the end. A world's files stay together, since
 * projects share no demo.
 */
const slow = /(aws-truth|breach|emergency|flag-rollout|rollout-accessibility)\.e2e\.ts$/

/** The browser tests start Lockstep and the simulator themselves, one pair per worker (see e2e/fixtures.ts). */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  // Begun in this order.
  projects: [
    { name: 'slow', testMatch: slow },
    { name: 'quick', testIgnore: slow },
  ],
  outputDir: 'test-results',
  fullyParallel: false,
  // On two cores: each waits for releases half of its time.
  workers: 3,
  forbidOnly: Boolean(process.env.CI),
  // A cap, not a measure: a watch window waits for the minutes that CloudWatch still owes.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        // Chromium refuses its sandbox as root, as in most containers.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
})
