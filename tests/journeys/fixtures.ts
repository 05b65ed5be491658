/** What every journey begins with: a mailbox of its own, and a way in. */
import { readFileSync } from 'node:fs'
import { request as ask } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import type { ImapFlow } from 'imapflow'
import { ui } from '#lib/mail/words/ui.ts'
import type { Dovecot } from '#tests/servers/dovecot.ts'
import { makeMailbox, type Seeds, type TestMailbox } from '#tests/servers/make-mailbox.ts'

type Running = { dovecot: Dovecot; controlPort: number }

/** The port of this worker's own Postern (playwright.config.ts). */
function ownPort(): string {
  const port = process.env.JOURNEYS_PORTS?.split(',')[Number(process.env.TEST_PARALLEL_INDEX)]
  if (!port) throw new Error('the journeys’ servers were not started')
  return port
}

function running(): Running {
  return JSON.parse(readFileSync(join(tmpdir(), `postern-journeys-${ownPort()}.json`), 'utf8'))
}

/** Shuts, opens, cuts or freezes the way to the mail server. */
export function mailServer(act: 'shut' | 'open' | 'cut' | 'freeze'): Promise<void> {
  return new Promise((resolve, reject) => {
    ask({ host: '127.0.0.1', port: running().controlPort, path: `/${act}` }, (answer) => {
      answer.resume()
      if (answer.statusCode === 204) resolve()
      else reject(new Error(`the gate answered ${answer.statusCode}`))
    })
      .once('error', reject)
      .end()
  })
}

/** Signs in as the form of /login does, without its page, and waits for the list. */
export async function signIn(page: Page, { username, password }: TestMailbox): Promise<void> {
  const answer = await page.request.post('/api/session', { data: { username, password } })
  expect(answer.status()).toBe(201)
  await page.goto('/mail')
  await page.waitForURL('**/mail/**')
  await untilAwake(page)
}

/** Fills in the form of /login and waits for the list. */
export async function signInByForm(page: Page, { username, password }: TestMailbox): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Email address').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/mail/**')
  await untilAwake(page)
}

/** Waits until the page listens to keys: what is said in passing has its region where that is, behind the first paint. */
export async function untilAwake(page: Page): Promise<void> {
  await page.getByRole('region', { name: ui.notices }).waitFor({ state: 'attached' })
}

/** Fails with each violation of WCAG 2.2 AA that axe finds, in the colour scheme of now. */
export async function expectAccessible(page: Page): Promise<void> {
  await lookAt(page, (axe) => axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']))
}

/** The same in the light and then in the dark, where it stays: what has nothing to do with colours is the same in both. */
export async function expectAccessibleInBothSchemes(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  // Until it is drawn so, some of it is still light.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await lookAt(page, (axe) => axe.withRules(['color-contrast']))
}

async function lookAt(page: Page, choose: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  const axe = new AxeBuilder({ page })
    // What a stranger wrote in the frame is not ours to name or colour, and no script may run there to look.
    .exclude('iframe[title="Message"]')
    .setLegacyMode()
  const { violations } = await choose(axe).analyze()
  const found = violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`,
  )
  expect(found).toEqual([])
}

type Fixtures = {
  /** Makes a mailbox in the wanted state. */
  mailbox: (seeds: Seeds) => TestMailbox
  /** A second IMAP client of the same person, closed after the test. */
  otherClient: (mailbox: TestMailbox) => Promise<ImapFlow>
  /** The way to the mail server is open at first, however the journey before ended. */
  openWay: undefined
  /** A key and a certificate for localhost that the app trusts. */
  tls: { key: string; cert: string }
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  baseURL: async ({}, use) => {
    await use(`http://127.0.0.1:${ownPort()}`)
  },
  openWay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      await mailServer('open')
      await use(undefined)
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  mailbox: async ({}, use) => {
    await use((seeds) => makeMailbox(running().dovecot, seeds))
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  otherClient: async ({}, use) => {
    const clients: ImapFlow[] = []
    await use(async (mailbox) => {
      const client = await mailbox.otherClient()
      clients.push(client)
      return client
    })
    for (const client of clients) client.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  tls: async ({}, use) => {
    const { folder } = running().dovecot
    await use({
      key: readFileSync(join(folder, 'tls.key'), 'utf8'),
      cert: readFileSync(join(folder, 'tls.pem'), 'utf8'),
    })
  },
  // Whatever a journey does, the browser's console stays free of errors.
  page: async ({ page }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await use(page)
    expect(errors).toEqual([])
  },
})

export { expect }
