/** What a list does by itself: it goes on from where one was, and nothing moves under the pointer. */
import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, signIn, test, untilAwake } from './fixtures.ts'
import { list, open, openedMessage, row } from './screens.ts'

const day = (at: number) => new Date(Date.UTC(2026, 4, 1, 8, at))
const letter = (at: number) => eml({ subject: `Letter ${at}`, date: day(at) })
const LETTERS = Array.from({ length: 60 }, (_, at) => letter(at + 1))

test('mail that arrives moves no row: at the top it shows, under the pointer and further down it is counted', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: LETTERS })
  const other = await otherClient(box)
  await signIn(page, box)
  await page.mouse.move(1200, 500)
  await expect(row(page, 'Letter 60')).toBeVisible()
  const topOf = async (subject: string) => (await row(page, subject).boundingBox())?.y
  const first = await topOf('Letter 60')
  await other.append('INBOX', eml({ subject: 'Nobody points', date: day(100) }))
  await expect(row(page, 'Nobody points')).toBeInViewport({ timeout: 20_000 })
  expect(await topOf('Nobody points')).toBe(first)

  // Under the pointer every row stays; when it leaves, what is new is shown.
  await row(page, 'Letter 58').hover()
  const pointed = await topOf('Letter 58')
  await other.append('INBOX', eml({ subject: 'Somebody points', date: day(101) }))
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible({ timeout: 20_000 })
  expect(await topOf('Letter 58')).toBe(pointed)
  await expect(row(page, 'Somebody points')).not.toBeInViewport()
  await page.mouse.move(1200, 500)
  await expect(row(page, 'Somebody points')).toBeInViewport()
  await expect(page.getByRole('button', { name: '1 new' })).toHaveCount(0)

  // What one brings back oneself is no news, whatever the pointer is over.
  await row(page, 'Somebody points').hover()
  await row(page, 'Somebody points').getByRole('button', { name: 'Archive' }).click()
  await expect(row(page, 'Somebody points')).toHaveCount(0)
  await page.keyboard.press('z')
  await expect(row(page, 'Somebody points')).toBeInViewport()
  // Brought back, it may be drawn anew just now.
  await expect.poll(() => topOf('Somebody points')).toBe(first)

  // Further down.
  await list(page).evaluate((grid) => grid.parentElement?.scrollTo(0, 1520))
  await expect(row(page, 'Letter 40')).toBeInViewport()
  const below = await topOf('Letter 40')
  for (const at of [1, 2, 3])
    await other.append('INBOX', eml({ subject: `Meanwhile ${at}`, date: day(200 + at) }))
  const pill = page.getByRole('button', { name: '3 new' })
  await expect(pill).toBeVisible({ timeout: 20_000 })
  expect(await topOf('Letter 40')).toBe(below)
  await expectAccessible(page)
  await pill.click()
  await expect(row(page, 'Meanwhile 3')).toBeInViewport()
  await expect(row(page, 'Meanwhile 3')).toBeFocused()
  await expect(pill).toHaveCount(0)
})

test('after an action one goes on as one chose, and the keys go on from there', async ({ page, mailbox }) => {
  const box = mailbox({ INBOX: LETTERS.slice(0, 8) })
  await signIn(page, box)
  // From row to row by keys alone.
  for (const _ of [1, 2, 3]) await page.keyboard.press('j')
  await expect(row(page, 'Letter 6')).toBeFocused()
  await page.keyboard.press('e')
  await expect(row(page, 'Letter 5')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(openedMessage(page, 'Letter 5')).toBeVisible()
  await page.keyboard.press('#')
  await expect(openedMessage(page, 'Letter 4')).toBeVisible()

  const choose = async (name: string) => {
    await page.goto('/settings')
    const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT')
    await page.getByText(name, { exact: true }).click()
    await kept
    await page.getByRole('link', { name: 'Back to mail' }).click()
    await untilAwake(page)
    await expect(row(page, 'Letter 8')).toBeVisible()
  }
  await choose('Previous')
  const message = await open(page, 'Letter 4')
  await message.getByRole('button', { name: 'Archive' }).click()
  await expect(openedMessage(page, 'Letter 7')).toBeVisible()

  await choose('List')
  await open(page, 'Letter 7')
  await page.keyboard.press('e')
  await expect(page.getByText('No message is open')).toBeVisible()
  await expect(row(page, 'Letter 3')).toBeFocused()
})

test('what is read in a list of unread mail stays there until one leaves it', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: LETTERS.slice(0, 5), Work: [] })
  const other = await otherClient(box)
  await signIn(page, box)
  await page.getByRole('button', { name: 'Unread', exact: true }).click()
  await open(page, 'Letter 4')
  await expect(row(page, 'Letter 4')).not.toContainText('Unread')
  await other.append('INBOX', eml({ subject: 'Just arrived', date: day(90) }))
  await expect(row(page, 'Just arrived')).toBeVisible({ timeout: 20_000 })
  await expect(row(page, 'Letter 4')).toBeVisible()
  // It is part of what is seen, and so of what is done with all that is seen.
  await page.getByRole('button', { name: /^Sort/ }).click()
  await page.getByRole('menuitem', { name: 'Select all' }).click()
  await expect(page.getByText('6 selected')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Unread', exact: true }).click()
  await expect(row(page, 'Letter 4')).toBeVisible()
  await page.getByRole('button', { name: 'Unread', exact: true }).click()
  await expect(row(page, 'Letter 3')).toBeVisible()
  await expect(row(page, 'Letter 4')).toHaveCount(0)
})
