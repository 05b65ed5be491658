/** What a person waits for, in Chromium: on a desktop, and on a phone with a slow processor and a slow network. */
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  devices,
  type Locator,
  type Page,
} from '@playwright/test'
import { messageWords } from '#lib/mail/words/message.ts'
import { pagesAlone } from '#tests/journeys/browsers.ts'
import { type ColdLoad, loadCold } from '#tests/journeys/wire.ts'
import type { BenchMailbox } from './bench-mailbox.ts'
import { arm, installStopwatch, painted, took } from './paint-stopwatch.ts'
import { type Times, timesOf } from './stopwatch.ts'
import { measureWriting } from './writing.ts'

/** One line of the third table. Times in milliseconds; null where the device has no such thing. */
export type Waited = { what: string; desktop: Times | null; phone: Times | null; budget: string }

const RUNS = 15
const SIGN_INS = 5
// Fast 4G as Chromium's own tools know it: bytes a second, and milliseconds there and back.
const FAST_4G = { offline: false, latency: 165, downloadThroughput: 1_012_500, uploadThroughput: 168_750 }
const SLOWER = 4

type Device = { isPhone: boolean; options: BrowserContextOptions }

const DESKTOP: Device = {
  isPhone: false,
  options: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } },
}
const PHONE: Device = { isPhone: true, options: { ...devices['Pixel 7'] } }

/** How many aliases a measurement uses up: each sign-in is one of whom nothing is known yet. */
export const BROWSER_ALIASES = SIGN_INS * 2 + 1

async function newPage(browser: Browser, { isPhone, options }: Device, base: string): Promise<Page> {
  const context = await browser.newContext({ ...options, baseURL: base, locale: 'en-GB' })
  const page = await context.newPage()
  await installStopwatch(page)
  if (!isPhone) return page
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', FAST_4G)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  return page
}

function rowIsShown(): boolean {
  return document.querySelector('[role=row] time') !== null
}

/** @returns milliseconds from pressing the button to the first row on the screen */
async function signIn(page: Page, username: string, password: string): Promise<number> {
  await page.goto('/login')
  await page.getByLabel('Email address').fill(username)
  await page.getByLabel('Password').fill(password)
  const began = Date.now()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/mail/**', { waitUntil: 'commit' })
  const shown = await painted(page, rowIsShown)
  await page.getByRole('region', { name: 'Notices' }).waitFor({ state: 'attached' })
  return shown - began
}

type Guest = { device: Device; base: string; mailbox: BenchMailbox; from: number }

/** Signs in several times, with an empty cache each time; the last page stays. */
async function signIns(browser: Browser, { device, base, mailbox, from }: Guest): Promise<[Times, Page]> {
  const times: number[] = []
  let page = await newPage(browser, device, base)
  for (let run = 0; run < SIGN_INS; run += 1) {
    if (run > 0) {
      await page.context().close()
      page = await newPage(browser, device, base)
    }
    times.push(await signIn(page, mailbox.aliases[from + run] ?? '', mailbox.password))
  }
  return [timesOf(times), page]
}

/** Another message than before is open, and its text is there. */
function anotherIsShown(before: string | null): boolean {
  const article = document.querySelector('article[aria-label]')
  if (!article || article.getAttribute('aria-label') === before) return false
  return (article.querySelector('.whitespace-pre-wrap')?.textContent ?? '').length > 500
}

/** Scrolls to where this row stands, and waits until it does. */
async function rowAt(page: Page, at: number): Promise<Locator> {
  await page.locator('[role=grid]').evaluate((grid, index) => {
    const height = grid.querySelector('[role=row]')?.getBoundingClientRect().height ?? 0
    grid.parentElement?.scrollTo(0, height * Math.max(0, index - 4))
  }, at)
  const row = page.locator(`[role=row][aria-rowindex="${at}"]`)
  await row.locator('time').waitFor()
  return row
}

/** Opens rows from `first` on, each of another conversation; on a desktop the pointer rests on each for `rest` ms. */
async function opens(page: Page, { isPhone }: Device, first: number, rest: number): Promise<Times> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const row = await rowAt(page, first + run * 5)
    if (rest > 0) await row.hover()
    await page.waitForTimeout(rest)
    const open = page.locator('article[aria-label]')
    const before = (await open.count()) > 0 ? await open.first().getAttribute('aria-label') : null
    await arm(page, 'click', anotherIsShown, before)
    await (isPhone ? row.tap() : row.click())
    times.push(await took(page))
    if (isPhone) await page.getByRole('button', { name: messageWords.back }).tap()
    await page.waitForTimeout(400)
  }
  return timesOf(times)
}

function isStarred(pressed: boolean): boolean {
  return document.querySelector(`[role=row][data-open] [aria-pressed="${pressed}"]`) !== null
}

async function stars(page: Page): Promise<Times> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    await arm(page, 'keydown', isStarred, !(await page.evaluate(isStarred, true)))
    await page.keyboard.press('s')
    times.push(await took(page))
    await page.waitForTimeout(100)
  }
  return timesOf(times)
}

/** The list stands there, and every place of it on the screen has its row with its text. */
function rowsStandAt(top: number): boolean {
  const scroller = document.querySelector('[role=grid]')?.parentElement
  if (!scroller || Math.abs(scroller.scrollTop - top) > 1) return false
  const { left, top: above, height } = scroller.getBoundingClientRect()
  return [0.1, 0.5, 0.9].every((part) =>
    document
      .elementFromPoint(left + 120, above + height * part)
      ?.closest('[role=row]')
      ?.querySelector('time'),
  )
}

async function jumps(page: Page): Promise<Times> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const scroller = page.locator(':has(> [role=grid])')
    const part = ((run * 7 + 3) % RUNS) / RUNS
    const top = await scroller.evaluate(
      ({ scrollHeight, clientHeight }, to) => Math.round((scrollHeight - clientHeight) * to),
      part,
    )
    await arm(page, 'scroll', rowsStandAt, top)
    await scroller.evaluate((element, to) => element.scrollTo(0, to), top)
    times.push(await took(page))
    await page.waitForTimeout(150)
  }
  return timesOf(times)
}

type Lines = Record<
  'signIn' | 'pointed' | 'opened' | 'star' | 'jump' | 'open' | 'rich' | 'plain',
  Times | null
>

async function measureOn(browser: Browser, guest: Guest): Promise<Lines> {
  const [signIn, page] = await signIns(browser, guest)
  const { isPhone } = guest.device
  const opened = await opens(page, guest.device, 3, 0)
  const pointed = isPhone ? null : await opens(page, guest.device, 103, 150)
  const star = isPhone ? null : await stars(page)
  const jump = await jumps(page)
  const writing = isPhone ? { open: null, rich: null, plain: null } : await measureWriting(page)
  await page.context().close()
  return { signIn, opened, pointed, star, jump, ...writing }
}

/** Measures one mailbox in the browser, and what a cold load of its inbox fetches. */
export async function measureBrowser(
  base: string,
  mailbox: BenchMailbox,
): Promise<{ waited: Waited[]; cold: ColdLoad }> {
  const browser = await chromium.launch(pagesAlone)
  try {
    const desktop = await measureOn(browser, { device: DESKTOP, base, mailbox, from: 0 })
    const phone = await measureOn(browser, { device: PHONE, base, mailbox, from: SIGN_INS })
    const page = await newPage(browser, DESKTOP, base)
    await signIn(page, mailbox.aliases[SIGN_INS * 2] ?? '', mailbox.password)
    const line = (what: string, key: keyof Lines, budget: string): Waited => ({
      what,
      desktop: desktop[key],
      phone: phone[key],
      budget,
    })
    const waited = [
      line('login → first row', 'signIn', '≤ 250 · 900'),
      line('click → body, pointed at first', 'pointed', '≤ 60'),
      line('click → body, at once', 'opened', '– · 150'),
      line('star → paint', 'star', '≤ 16'),
      line('jump to any place', 'jump', '≤ 80'),
      line('c → a window to write in', 'open', '≤ 100'),
      line('letter → paint, 2,000 lines, rich', 'rich', '≤ 16'),
      line('letter → paint, 2,000 lines, plain', 'plain', '≤ 16'),
    ]
    return { waited, cold: await loadCold(page) }
  } finally {
    await browser.close()
  }
}
