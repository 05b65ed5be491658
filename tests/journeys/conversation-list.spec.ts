/** A folder as conversations: what its rows tell, and what is done to them. */
import type { Page } from '@playwright/test'
import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { notice, openedMessage, row } from './screens.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 9, minute))

function talk(name: string, from: string, minute: number, before: string[] = []) {
  return eml({
    from: `${from} <${from.split(' ')[0]?.toLowerCase()}@x.example>`,
    subject: before.length > 0 ? 'Re: Lease' : 'Lease',
    date: at(minute),
    text: `This is ${name}.\n`,
    headers: {
      'Message-ID': `<${name}@talk>`,
      ...(before.length > 0 && { References: before.map((id) => `<${id}@talk>`).join(' ') }),
    },
  })
}

/** What stands in each row of the list, from the top. */
const subjects = (page: Page) =>
  page.getByRole('row').evaluateAll((rows) => rows.map((one) => one.querySelector('a')?.textContent))

const SEEN = ['\\Seen']

test('a folder is listed by conversations: their rows follow, and what is done to one is done to all of it', async ({
  page,
  mailbox,
  otherClient,
  browser,
  baseURL,
}) => {
  const box = mailbox({
    INBOX: [
      { raw: talk('one', 'Anna Lindqvist', 1), flags: SEEN },
      { raw: eml({ subject: 'Alone', date: at(2) }), flags: SEEN },
      talk('two', 'Boris Berg', 3, ['one']),
      { raw: eml({ subject: 'Newest', date: at(4) }), flags: SEEN },
    ],
    Archive: [],
  })
  const other = await otherClient(box)
  const countIn = async (path: string, of: 'messages' | 'unseen') => {
    const status = await other.status(path, { [of]: true })
    return status ? status[of] : undefined
  }
  const inArchive = () => countIn('Archive', 'messages')
  await signIn(page, box)
  await expect(page.getByRole('row')).toHaveCount(4)
  await page.getByRole('button', { name: /^Sort/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Show as conversations' }).click()
  await expect(page.getByRole('row')).toHaveCount(3)
  const lease = row(page, 'Lease')
  await expect(lease).toContainText('Anna, Boris')
  await expect(lease).toContainText('Conversation of 2 messages')
  await expect(lease).toContainText('This is two.')
  await expect(lease).toContainText('Unread')
  await expectAccessibleInBothSchemes(page)

  // Another device lists this folder so as well, in its HTML already.
  const device = await browser.newContext({ baseURL })
  const there = await device.newPage()
  await signIn(there, box)
  await expect(row(there, 'Lease')).toContainText('Conversation of 2 messages')

  await other.append('INBOX', talk('three', 'Cem Kaya', 9, ['one', 'two']))
  await expect(lease).toContainText('Conversation of 3 messages', { timeout: 20_000 })
  await expect(lease).toContainText('This is three.')
  expect(await subjects(page)).toEqual(['Re: Lease', 'Newest', 'Alone'])

  // The whole of it, as one change; the other device sees it go and come.
  await lease.hover()
  await lease.getByRole('button', { name: 'Star' }).click()
  await expect(lease).toContainText('Starred')
  await lease.getByRole('button', { name: 'Mark as read' }).click()
  await expect(notice(page, 'Marked 1 conversation as read')).toBeVisible()
  await expect.poll(() => countIn('INBOX', 'unseen')).toBe(0)
  await lease.getByRole('button', { name: 'Archive' }).click()
  await expect(notice(page, 'Archived 1 conversation')).toBeVisible()
  await expect.poll(inArchive).toBe(3)
  await expect(row(there, 'Lease')).toHaveCount(0, { timeout: 20_000 })
  await page.keyboard.press('z')
  await expect(lease).toContainText('Conversation of 3 messages')
  await expect(lease).toContainText('Starred')
  await expect(row(there, 'Lease')).toContainText('Conversation of 3 messages', { timeout: 20_000 })
  await expect.poll(inArchive).toBe(0)

  // All but one: rows are counted, messages are moved.
  await lease.getByRole('checkbox').check({ force: true })
  await page.getByRole('button', { name: 'Select all 3 in Inbox' }).click()
  await row(page, 'Alone').getByRole('checkbox').uncheck({ force: true })
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('e')
  await expect(notice(page, 'Archived 2 conversations')).toBeVisible()
  await expect.poll(inArchive).toBe(4)
  expect(await subjects(page)).toEqual(['Alone'])
  await page.keyboard.press('z')
  await expect(page.getByRole('row')).toHaveCount(3)

  // One message alone, by its own menu.
  await lease.click()
  const message = openedMessage(page, 'Re: Lease')
  await expect(message.getByText('3 messages')).toBeVisible()
  await expectAccessible(page)
  await message.getByRole('button', { name: 'Actions for this message' }).last().click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(notice(page, 'Deleted 1 message')).toBeVisible()
  await expect(lease).toContainText('Conversation of 2 messages')
  await page.reload()
  await expect(lease).toContainText('Conversation of 2 messages')

  // What a search finds is messages.
  await page.goto(`${new URL(page.url()).pathname.split('/').slice(0, 3).join('/')}?q=Lease`)
  await expect(row(page, 'Lease')).toHaveCount(2)
  await device.close()
})

test('a conversation stays under the pointer, whatever comes, and rises when the pointer leaves', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const others = Array.from({ length: 4 }, (_, of) => eml({ subject: `Letter ${of}`, date: at(10 + of) }))
  const box = mailbox({
    INBOX: [talk('one', 'Anna Lindqvist', 1), eml({ subject: 'Oldest', date: at(0) }), ...others],
  })
  const other = await otherClient(box)
  await signIn(page, box)
  await page.getByRole('button', { name: /^Sort/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Show as conversations' }).click()
  const lease = row(page, 'Lease')
  await lease.hover()
  const place = (await lease.boundingBox())?.y
  await other.append('INBOX', talk('two', 'Boris Berg', 50, ['one']))
  await expect(lease).toContainText('Conversation of 2 messages', { timeout: 20_000 })
  expect((await lease.boundingBox())?.y).toBe(place)
  expect((await subjects(page)).at(-2)).toBe('Re: Lease')
  // Over another row the list gives way above what is pointed at.
  await row(page, 'Letter 1').hover()
  const pointed = (await row(page, 'Letter 1').boundingBox())?.y
  await expect.poll(async () => (await subjects(page))[0]).toBe('Re: Lease')
  expect((await row(page, 'Letter 1').boundingBox())?.y).toBe(pointed)
  await page.mouse.move(1200, 500)
  await expect(lease).toBeInViewport()
})
