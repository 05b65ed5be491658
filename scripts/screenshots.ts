/**
 * `npm run screenshots`: the pictures of the README, taken of the demo by Chromium. `npm run screenshots -- reading`:
 * those of the letters in tests/messages, or of the ones that are named behind it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { type Browser, chromium, type Page } from '@playwright/test'
import { freePort } from '#tests/servers/free-port.ts'
import { shootReading } from './reading-screenshots.ts'
import { chromiumPath } from './system-needs.ts'

const FOLDER = 'docs/screenshots'
const PLACE = { locale: 'en-GB', timezoneId: 'Europe/Stockholm' }
const DESKTOP = { ...PLACE, viewport: { width: 1440, height: 900 } }
const PHONE = {
  ...PLACE,
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}
const SUBJECT = 'Lease for the Hamngatan studio'
const ANSWER = 'Thank you, that was quick.\n\nSection 4 is fine by us; two small remarks are in the file.'
const PAPER = { name: 'Remarks.txt', mimeType: 'text/plain', buffer: Buffer.from('Two small remarks.') }

/** Starts the demo and reads the address and the way in from what it prints. */
function startDemo(port: number): Promise<{ demo: ChildProcess; username: string; password: string }> {
  const demo = spawn('node', ['scripts/demo/start.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: String(port) },
  })
  let said = ''
  return new Promise((resolve, reject) => {
    demo.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)))
    demo.stdout.on('data', (bytes: Buffer) => {
      said += bytes
      const [, username] = /Email address: (\S+)/.exec(said) ?? []
      const [, password] = /Password: (\S+)/.exec(said) ?? []
      if (username && password) resolve({ demo, username, password })
    })
  })
}

async function signIn(
  page: Page,
  base: string,
  account: { username: string; password: string },
): Promise<void> {
  await page.goto(`${base}/login`)
  await page.getByLabel('Email address').fill(account.username)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('row').filter({ hasText: SUBJECT }).first().waitFor()
}

async function shoot(page: Page, name: string): Promise<void> {
  // Transitions end within 150 ms; what loads in the open message needs a little longer.
  await page.waitForTimeout(700)
  await page.screenshot({ path: `${FOLDER}/${name}.png` })
  console.log(`${FOLDER}/${name}.png`)
}

type Look = { browser: Browser; base: string; account: { username: string; password: string } }

/** An answer that is being written, saved. */
async function writeAnswer(page: Page): Promise<void> {
  const window = page.getByRole('dialog')
  await window.getByRole('textbox', { name: 'Message text' }).click()
  await page.keyboard.type(ANSWER)
  await window.locator('input[type=file]').first().setInputFiles(PAPER)
  await window
    .getByText(/^Saved/)
    .filter({ visible: true })
    .waitFor({ timeout: 20_000 })
}

async function shootDesktop({ browser, base, account }: Look, colorScheme: 'light' | 'dark'): Promise<void> {
  const page = await browser.newPage({ ...DESKTOP, colorScheme })
  const named = (name: string) => `${name}-${colorScheme}`
  await page.goto(`${base}/login`)
  await shoot(page, named('login'))
  await signIn(page, base, account)
  await shoot(page, named('inbox'))
  await page.getByRole('row').filter({ hasText: SUBJECT }).first().click()
  await page.getByRole('article').getByRole('heading').first().waitFor()
  await shoot(page, named('message'))
  await page.keyboard.press('r')
  await writeAnswer(page)
  await shoot(page, named('write'))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'New folder' }).first().click()
  await page.getByRole('dialog').waitFor()
  await page.getByRole('dialog').getByRole('textbox').first().fill('Exhibitions')
  await shoot(page, named('dialog'))
  await page.keyboard.press('Escape')
  const field = page.getByRole('combobox', { name: 'Search mail' }).or(page.getByLabel('Search mail')).first()
  await field.fill('studio')
  await field.press('Enter')
  await page.waitForURL(/[?&]q=/)
  await shoot(page, named('search'))
  await page.close()
}

async function shootPhone({ browser, base, account }: Look, colorScheme: 'light' | 'dark'): Promise<void> {
  const page = await browser.newPage({ ...PHONE, colorScheme })
  await signIn(page, base, account)
  await shoot(page, `phone-list-${colorScheme}`)
  await page.getByRole('row').filter({ hasText: SUBJECT }).first().click()
  await page.getByRole('article').getByRole('heading').first().waitFor()
  await shoot(page, `phone-message-${colorScheme}`)
  await page.getByRole('button', { name: 'Reply', exact: true }).tap()
  await writeAnswer(page)
  await shoot(page, `phone-write-${colorScheme}`)
  await page.goBack()
  await page.close()
}

const executablePath = chromiumPath()
if (!executablePath) throw new Error('The screenshots need Chromium: install it, or set CHROMIUM_PATH.')
mkdirSync(FOLDER, { recursive: true })
const port = await freePort()
const { demo, ...account } = await startDemo(port)
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
try {
  const base = `http://127.0.0.1:${port}`
  const look = { browser, base, account }
  const [set, ...only] = process.argv.slice(2)
  if (set === 'reading')
    await shootReading({ browser, base, only, signIn: (page) => signIn(page, base, account) })
  else
    for (const colorScheme of ['light', 'dark'] as const) {
      await shootDesktop(look, colorScheme)
      await shootPhone(look, colorScheme)
    }
} finally {
  await browser.close()
  demo.removeAllListeners('exit')
  demo.kill('SIGTERM')
}
