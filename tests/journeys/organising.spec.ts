import { eml } from '#tests/servers/eml.ts'
import { expect, signIn, test } from './fixtures.ts'
import { isPhone, list, notice, open, openedMessage, row } from './screens.ts'

test('a star is seen by a second client, and its flag appears here', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [eml({ subject: 'Hike' })] })
  const other = await otherClient(box)
  await other.mailboxOpen('INBOX')
  await signIn(page, box)
  const star = row(page, 'Hike').getByRole('button', { name: 'Star' })
  await star.click()
  await expect(star).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(() => other.search({ flagged: true })).toEqual([1])
  await other.messageFlagsRemove('1', ['\\Flagged'])
  await expect(star).toHaveAttribute('aria-pressed', 'false', { timeout: 20_000 })
})

test('a deleted message goes to the trash, and Undo brings it back', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [eml({ subject: 'Keep me' }), eml({ subject: 'Stays' })], Trash: [] })
  const other = await otherClient(box)
  await signIn(page, box)
  const message = await open(page, 'Keep me')
  await message.getByRole('button', { name: 'Delete' }).click()
  await expect(row(page, 'Keep me')).toHaveCount(0)
  await expect
    .poll(async () => await other.status('Trash', { messages: true }))
    .toMatchObject({ messages: 1 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect
    .poll(async () => await other.status('Trash', { messages: true }))
    .toMatchObject({ messages: 0 })
  await expect(page.getByText('Keep me').first()).toBeVisible()
})

test('e archives, z brings it back', { tag: '@once' }, async ({ page, mailbox }) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'One' }), eml({ subject: 'Two' })] }))
  await expect(row(page, 'Two')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('e')
  await expect(row(page, 'Two')).toHaveCount(0)
  await expect(notice(page, 'Archived 1 message')).toBeVisible()
  await page.keyboard.press('z')
  await expect(row(page, 'Two')).toBeVisible()
})

test('five hundred messages are moved at once, and brought back at once', { tag: '@once' }, async ({
  page,
  mailbox,
  otherClient,
}) => {
  const seeds = Array.from({ length: 500 }, (_, index) => eml({ subject: `Receipt ${index + 1}` }))
  const box = mailbox({ INBOX: seeds, Receipts: [] })
  const other = await otherClient(box)
  await signIn(page, box)
  await expect(row(page, 'Receipt 500')).toBeVisible()
  await row(page, 'Receipt 500').getByRole('checkbox').check({ force: true })
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await page.getByRole('button', { name: 'Select all 500 in Inbox' }).click()
  await page.getByRole('button', { name: 'Move to…' }).first().click()
  await page.getByRole('dialog').getByText('Receipts').click()
  await expect
    .poll(() => other.status('Receipts', { messages: true }), { timeout: 30_000 })
    .toMatchObject({ messages: 500 })
  await expect(page.getByText('Nothing in Inbox')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect
    .poll(() => other.status('INBOX', { messages: true }), { timeout: 30_000 })
    .toMatchObject({ messages: 500 })
  await expect(row(page, 'Receipt 500')).toBeVisible()
})

test('a change that the server refuses is taken back with a sentence', { tag: '@once' }, async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [eml({ subject: 'Cannot go' })], Vanishing: [] })
  const other = await otherClient(box)
  await signIn(page, box)
  await expect(row(page, 'Cannot go')).toBeVisible()
  await row(page, 'Cannot go').getByRole('checkbox').check({ force: true })
  await page.getByRole('button', { name: 'Move to…' }).first().click()
  await expect(page.getByRole('dialog').getByText('Vanishing')).toBeVisible()
  await other.mailboxDelete('Vanishing')
  await page.getByRole('dialog').getByText('Vanishing').click()
  await expect(notice(page, /Nothing was moved\./)).toBeVisible()
  await expect(row(page, 'Cannot go')).toBeVisible()
})

test('deleting from the trash is asked first, and is for good', { tag: '@once' }, async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [], Trash: [eml({ subject: 'Old thing' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  await page.goto(`/mail/${Buffer.from('Trash').toString('base64url')}`)
  await row(page, 'Old thing').getByRole('checkbox').check({ force: true })
  await page.getByRole('button', { name: 'Delete', exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect.poll(() => other.status('Trash', { messages: true })).toMatchObject({ messages: 0 })
  await expect(list(page, 'Trash')).toBeHidden()
})

test('Shift selects a range, Ctrl one more', { tag: '@once' }, async ({ page, mailbox }) => {
  const seeds = Array.from({ length: 6 }, (_, index) => eml({ subject: `Row ${index + 1}` }))
  await signIn(page, mailbox({ INBOX: seeds }))
  await row(page, 'Row 6').click({ modifiers: ['ControlOrMeta'] })
  await row(page, 'Row 4').click({ modifiers: ['Shift'] })
  await row(page, 'Row 2').click({ modifiers: ['ControlOrMeta'] })
  await expect(page.getByText('4 selected')).toBeVisible()
  await expect(page.getByRole('row', { selected: true })).toHaveCount(4)
})

test('after an archived message the next one is open on a desktop, the list on a phone', async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'Below' }), eml({ subject: 'Above' })] }))
  const message = await open(page, 'Above')
  await message.getByRole('button', { name: 'Archive' }).click()
  if (isPhone(page)) await expect(list(page)).toBeVisible()
  else await expect(openedMessage(page, 'Below')).toBeVisible()
})
