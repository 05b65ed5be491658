/** What another client does to the very folder that is looked at. */
import type { ImapFlow } from 'imapflow'
import { eml } from '#tests/servers/eml.ts'
import { expect, signIn, test } from './fixtures.ts'
import { open, openedMessage, row } from './screens.ts'

const id = (path: string) => Buffer.from(path).toString('base64url')

/** Deletes a folder until it is gone: a Maildir may come back while another connection reads from it (Dovecot). */
function remove(client: ImapFlow, path: string): Promise<void> {
  const isThere = async () =>
    (await client.list()).some((one) => one.path === path && !one.flags.has('\\NonExistent'))
  return expect(async () => {
    if (await isThere()) await client.mailboxDelete(path)
    expect(await isThere()).toBe(false)
  }).toPass({ timeout: 20_000 })
}

test('a folder that is renamed while it is open is followed to its new name, the open message too', async ({
  page,
  mailbox,
  otherClient,
}) => {
  test.setTimeout(120_000)
  const box = mailbox({ INBOX: [eml()], Plans: [eml({ subject: 'Greenhouse', text: 'Glass and timber' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  await page.goto(`/mail/${id('Plans')}`)
  await open(page, 'Greenhouse')
  await other.mailboxRename('Plans', 'Ideas')
  await page.waitForURL(new RegExp(`/mail/${id('Ideas')}/`), { timeout: 60_000 })
  await expect(openedMessage(page, 'Greenhouse').getByText('Glass and timber')).toBeVisible()
  await expect(page).toHaveTitle(/Ideas/)
  await page.goto(`/mail/${id('Ideas')}`)
  await row(page, 'Greenhouse').getByRole('button', { name: 'Star' }).click()
  await other.mailboxOpen('Ideas')
  await expect.poll(() => other.search({ flagged: true }), { timeout: 20_000 }).toEqual([1])
})

test('a folder that is deleted while it is open is said to be gone, with a way out, and is back when it is made anew', async ({
  page,
  mailbox,
  otherClient,
}) => {
  test.setTimeout(120_000)
  const box = mailbox({ INBOX: [eml({ subject: 'In the inbox' })], Plans: [eml({ subject: 'Greenhouse' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  await page.goto(`/mail/${id('Plans')}`)
  await expect(row(page, 'Greenhouse')).toBeVisible()
  await remove(other, 'Plans')
  await expect(page.getByText('This folder is no longer there')).toBeVisible({ timeout: 60_000 })
  await expect(row(page, 'Greenhouse')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Go to the inbox' })).toBeVisible()
  await other.mailboxCreate('Plans')
  await other.append('Plans', eml({ subject: 'Conservatory' }))
  await expect(row(page, 'Conservatory')).toBeVisible({ timeout: 60_000 })
  await expect(row(page, 'Greenhouse')).toHaveCount(0)
  await page.getByRole('link', { name: /^Inbox/ }).click()
  await expect(row(page, 'In the inbox')).toBeVisible()
})

test('a folder that is deleted and made anew shows the new one, whatever had the same numbers', async ({
  page,
  mailbox,
  otherClient,
}) => {
  test.setTimeout(120_000)
  const box = mailbox({ INBOX: [eml()], Plans: [eml({ subject: 'Of the old folder' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  await page.goto(`/mail/${id('Plans')}`)
  await expect(row(page, 'Of the old folder')).toBeVisible()
  await expect(() => remove(other, 'Plans')).toPass({ timeout: 20_000 })
  await expect(async () => void (await other.mailboxCreate('Plans'))).toPass({ timeout: 20_000 })
  await other.append('Plans', eml({ subject: 'Of the new folder' }))
  await expect(row(page, 'Of the new folder')).toBeVisible({ timeout: 60_000 })
  await expect(row(page, 'Of the old folder')).toHaveCount(0)
})
