import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { freePort } from '#tests/servers/free-port.ts'

// Each worker has a Postern and a mail server of its own: a journey may stop the mail server, or change its password.
const WORKERS = 2
// Workers read this file again: the ports are chosen once and handed on.
process.env.JOURNEYS_PORTS ??= (await Promise.all(Array.from({ length: WORKERS }, freePort))).join(',')
const ports = process.env.JOURNEYS_PORTS.split(',')

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
  workers: ports.length,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: { launchOptions, trace: 'retain-on-failure', timezoneId: 'Europe/Berlin', locale: 'en-GB' },
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
