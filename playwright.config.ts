import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { freePort } from '#tests/servers/free-port.ts'

// Workers read this file again: the port is chosen once and handed on.
process.env.JOURNEYS_PORT ??= String(await freePort())
const baseURL = `http://127.0.0.1:${process.env.JOURNEYS_PORT}`

const chromium = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
)
const launchOptions = {
  executablePath: chromium,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export default defineConfig({
  testDir: 'tests/journeys',
  outputDir: process.env.JOURNEYS_OUTPUT ?? '.cache/journeys',
  // One worker: a journey stops the mail server, which all of them share.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: { baseURL, launchOptions, trace: 'retain-on-failure', timezoneId: 'Europe/Berlin', locale: 'en-GB' },
  projects: [
    {
      name: 'desktop',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, launchOptions },
    },
    {
      name: 'phone',
      use: { ...devices['Pixel 7'], launchOptions },
      // What has no other screen on a phone is walked once.
      testIgnore: /\/(api|big-folder|hostile-html|open-folder|outages)\.spec\.ts$/,
    },
  ],
  webServer: {
    command: 'node tests/journeys/serve.ts',
    url: `${baseURL}/api/health`,
    timeout: 60_000,
    reuseExistingServer: false,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
