import type { Page } from '@playwright/test'
import type { ImapFlow } from 'imapflow'
import { eml } from '#tests/servers/eml.ts'
import type { Seeds, TestMailbox } from '#tests/servers/make-mailbox.ts'
import { fillInbox } from '#tests/servers/many-messages.ts'
import { expect, expectAccessible, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { list, row } from './screens.ts'

/** Not yet opened by anybody: so many small messages in the inbox, and an archive. */
function many(mailbox: (seeds: Seeds) => TestMailbox, count: number): TestMailbox {
  const box = mailbox({ Archive: [], Trash: [] })
  fillInbox(box, count)
  return box
}

async function countOf(client: ImapFlow, path: string): Promise<number> {
  const status = await client.status(path, { messages: true })
  if (!status) throw new Error(`no status of ${path}`)
  return status.messages ?? 0
}

async function selectAll(page: Page, count: string): Promise<void> {
  await row(page, 'One of many').first().getByRole('checkbox').check({ force: true })
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await page.getByRole('button', { name: `Select all ${count} in Inbox` }).click()
  await expect(page.getByRole('status').filter({ hasText: `${count} selected` })).toBeVisible()
}

const bar = (page: Page) => page.getByRole('progressbar', { name: /^Moving/ })
const stop = (page: Page) => page.getByRole('button', { name: /^Stop/ })

test('fifty thousand messages are archived with a bar, stopped, and brought back', async ({
  page,
  mailbox,
  otherClient,
}) => {
  test.setTimeout(120_000)
  const box = many(mailbox, 50_000)
  const other = await otherClient(box)
  await signIn(page, box)
  await selectAll(page, '50,000')
  await page.getByRole('button', { name: 'Archive' }).first().click()
  await expect(bar(page)).toHaveAccessibleName('Moving 50,000 messages to Archive')
  await expect(bar(page)).toHaveAttribute('max', '50000')
  await expect.poll(async () => Number(await bar(page).getAttribute('value'))).toBeGreaterThan(0)
  await expectAccessibleInBothSchemes(page)
  await stop(page).focus()
  await page.keyboard.press('Enter')

  await expect(page.getByText(/^Stopped after [\d,]+ of 50,000 messages$/)).toBeVisible()
  await expect(bar(page)).toHaveCount(0)
  const archived = await countOf(other, 'Archive')
  expect(archived).toBeGreaterThan(0)
  expect(await countOf(other, 'INBOX')).toBe(50_000 - archived)
  await expect(row(page, 'One of many').first()).toBeVisible()

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => countOf(other, 'INBOX'), { timeout: 60_000 }).toBe(50_000)
  expect(await countOf(other, 'Archive')).toBe(0)
})

test('a long change is found again by the page that was loaded anew, and is undone as one', async ({
  page,
  mailbox,
  otherClient,
}) => {
  test.setTimeout(120_000)
  const box = many(mailbox, 20_000)
  const other = await otherClient(box)
  await signIn(page, box)
  await selectAll(page, '20,000')
  await page.getByRole('button', { name: 'Archive' }).first().click()
  await expect(bar(page)).toBeVisible()
  await page.reload()
  await expect(bar(page)).toHaveAccessibleName('Moving 20,000 messages to Archive')
  await expect(page.getByText('Archived 20,000 messages')).toBeVisible({ timeout: 60_000 })
  expect(await countOf(other, 'Archive')).toBe(20_000)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('progressbar', { name: 'Bringing back 20,000 messages' })).toBeVisible()
  await expect(page.getByText('Undone')).toBeVisible({ timeout: 60_000 })
  expect([await countOf(other, 'INBOX'), await countOf(other, 'Archive')]).toEqual([20_000, 0])
  await expect(row(page, 'One of many').first()).toBeVisible()
})

test('more rows than one call may name are changed by one press, and back by one', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = many(mailbox, 1_003)
  const other = await otherClient(box)
  await other.mailboxOpen('INBOX')
  await signIn(page, box)
  const grid = list(page)
  const check = (at: number) => grid.locator(`[aria-rowindex="${at}"]`).getByRole('checkbox')
  await check(1).check({ force: true })
  await grid.evaluate(({ parentElement }) => parentElement?.scrollTo({ top: parentElement.scrollHeight }))
  await check(1003).click({ force: true, modifiers: ['Shift'] })
  await expect(page.getByText('1,003 selected').first()).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('s')
  await expect.poll(async () => ((await other.search({ flagged: true })) || []).length).toBe(1_003)
  await page.keyboard.press('z')
  await expect.poll(async () => ((await other.search({ flagged: true })) || []).length).toBe(0)
})

test('all that a search finds in all folders is archived by one press but for one, and comes back', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const some = (folder: string) =>
    Array.from({ length: 40 }, (_, at) => eml({ subject: `Lease ${at} ${folder}` }))
  const INBOX = [...some('here'), eml({ subject: 'Lunch' })]
  const box = mailbox({ INBOX, Clients: some('there'), Junk: some('junk'), Archive: [] })
  const other = await otherClient(box)
  const counts = () =>
    Promise.all(['INBOX', 'Clients', 'Junk', 'Archive'].map((path) => countOf(other, path)))
  await signIn(page, box)
  await page.goto(`${page.url()}?q=subject:lease&in=all`)
  await expect(page.getByText('120 results')).toBeVisible()
  await row(page, 'Lease').first().getByRole('checkbox').check({ force: true })
  await page.getByRole('button', { name: 'Select all 120 results' }).click()
  await row(page, 'Lease 39 junk').getByRole('checkbox').uncheck({ force: true })
  await expect(page.getByRole('status').filter({ hasText: '119 selected' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('e')
  await expect(page.getByText('Archived 119 messages')).toBeVisible()
  await expect.poll(counts).toEqual([1, 0, 1, 119])
  await page.keyboard.press('z')
  await expect.poll(counts).toEqual([41, 40, 40, 0])
})
