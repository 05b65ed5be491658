/** The Chromium that walks the journeys. */
import { existsSync } from 'node:fs'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const found = (...paths: (string | undefined)[]) => paths.find((path) => path && existsSync(path))

const WHOLE = found(process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser')

// Where no locale is set, file names outside ASCII would be called "download".
const env = { ...process.env, LC_ALL: 'C.UTF-8' }

/** With all that a window has around a page: needed where the browser's own PDF viewer is. */
export const wholeBrowser = { executablePath: WHOLE, args, env }

/** The pages alone, without a window: the same engine in half the time. */
export const pagesAlone = {
  executablePath: found(process.env.CHROMIUM_PATH, '/usr/bin/chromium-headless-shell') ?? WHOLE,
  args,
  env,
}
