import { defineConfig, devices } from '@playwright/test'
import { pagesAlone as launchOptions } from '#tests/journeys/browsers.ts'
import { freePort } from '#tests/servers/free-port.ts'

// Each worker has a Postern and a mail server of its own: a journey may stop the mail server, or change its password.
const WORKERS = 2
// Workers read this file again: the ports are chosen once and handed on.
process.env.JOURNEYS_PORTS ??= (await Promise.all(Array.from({ length: WORKERS }, freePort))).join(',')
const ports = process.env.JOURNEYS_PORTS.split(',')

export default defineConfig({
  testDir: 'tests/journeys',
  outputDir: process.env.JOURNEYS_OUTPUT ?? '.cache/journeys',
  workers: ports.length,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // A journey that fails is walked once more, with a trace; one that needed it is named as flaky.
  retries: 1,
  reporter: [['list']],
  use: { launchOptions, trace: 'on-first-retry', timezoneId: 'Europe/Berlin', locale: 'en-GB' },
  projects: [
    {
      name: 'desktop',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, launchOptions },
      // What the desktop walks in another way.
      grepInvert: /@phone/,
    },
    {
      name: 'phone',
      // Nothing is measured in its pixels, and drawing seven for one is most of what a page costs here.
      use: { ...devices['Pixel 7'], deviceScaleFactor: 1, launchOptions },
      // What has no other screen on a phone is walked once: whole files, and what is tagged so.
      grepInvert: /@once/,
      testIgnore:
        /\/(api|big-folder|bulk|conversation-list|forbidden|large-mail|headers|hostile-html|drag|folder-pane|list-stays|open-folder|outages|pdf|safari-smoke|search-everywhere|settings)\.spec\.ts$/,
    },
  ],
  webServer: ports.map((port) => ({
    command: 'node tests/journeys/serve.ts',
    env: { JOURNEYS_PORT: port },
    url: `http://127.0.0.1:${port}/api/health`,
    timeout: 60_000,
    reuseExistingServer: false,
    stdout: 'pipe' as const,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 10_000 },
  })),
})
