/**
 * The pictures of messages: every `.eml` of tests/messages, put into the demo's mailbox by the API and opened there.
 * A letter that is added to the folder has its pictures with the next run.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'

const LETTERS = 'tests/messages'
const PICTURES = 'docs/screenshots/reading'
const FOLDER = 'Reading'
const PLACE = { locale: 'en-GB', timezoneId: 'Europe/Stockholm' }
// Small enough to be kept: what is looked at is colour and order, not the last pixel.
const DEVICES = {
  desktop: { ...PLACE, viewport: { width: 1440, height: 900 } },
  phone: { ...PLACE, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
}

type Look = {
  browser: Browser
  base: string
  /** Of these letters only; all of them where none is named. */
  only: readonly string[]
  signIn: (page: Page) => Promise<void>
}

/** Photographs every letter, light and dark, on the desktop and on the phone. */
export async function shootReading({ browser, base, only, signIn }: Look): Promise<void> {
  mkdirSync(PICTURES, { recursive: true })
  const page = await browser.newPage()
  await signIn(page)
  const letters = await importLetters(page, base, only)
  await page.close()
  for (const [device, how] of Object.entries(DEVICES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const reader = await browser.newPage({ ...how, colorScheme })
      await signIn(reader)
      for (const { name, path } of letters) {
        await reader.goto(`${base}${path}`)
        await shootLetter(reader, `${PICTURES}/${name}-${colorScheme}-${device}.png`)
      }
      await reader.close()
    }
  }
}

type Letter = { name: string; path: string }

async function importLetters(page: Page, base: string, only: readonly string[]): Promise<Letter[]> {
  const made = await page.request.post(`${base}/api/folders`, { data: { name: FOLDER } })
  const { id: folder } = await made.json()
  const letters: Letter[] = []
  for (const file of readdirSync(LETTERS).sort()) {
    const name = file.replace(/\.eml$/, '')
    if (name === file || (only.length > 0 && !only.includes(name))) continue
    const answer = await page.request.post(`${base}/api/messages?folder=${folder}`, {
      headers: { 'Content-Type': 'message/rfc822' },
      data: readFileSync(`${LETTERS}/${file}`),
    })
    const { id } = await answer.json()
    letters.push({ name, path: `/mail/${folder}/${id}` })
  }
  return letters
}

async function shootLetter(page: Page, path: string): Promise<void> {
  await page.getByRole('article').getByRole('heading').first().waitFor()
  // The frame is filled when the sanitiser is there; its pictures come after it.
  await page.waitForTimeout(900)
  // By asking again and again: no script of ours can wait inside the message frame.
  for (let left = 50; left > 0 && !(await hasPictures(page)); left--) await page.waitForTimeout(200)
  await page.screenshot({ path })
  console.log(path)
}

async function hasPictures(page: Page): Promise<boolean> {
  const there = page
    .frames()
    .map((frame) => frame.evaluate(() => [...document.images].every((image) => image.complete)))
  return (await Promise.all(there)).every(Boolean)
}
