import type { Page } from '@playwright/test'
import { eml } from '#tests/servers/eml.ts'
import { expect, signIn, test } from './fixtures.ts'
import { isPhone, row } from './screens.ts'

/** The folder pane; on a phone it is in a drawer, which is opened. */
async function folderPane(page: Page) {
  const pane = page.getByRole('navigation', { name: 'Folders' })
  if (isPhone(page) && !(await pane.isVisible()))
    await page.getByRole('button', { name: 'Open folders' }).click()
  await expect(pane).toBeVisible()
  return pane
}

async function choose(page: Page, folder: string, action: string): Promise<void> {
  const pane = await folderPane(page)
  const item = pane.getByRole('listitem').filter({ hasText: folder }).last()
  await item.hover()
  await item.getByRole('button', { name: 'Folder actions' }).first().click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('folders are made, renamed, moved and deleted, whatever their name', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [eml()], Clients: [] })
  const other = await otherClient(box)
  const paths = async () => (await other.list()).map(({ path }) => path)
  await signIn(page, box)
  const pane = await folderPane(page)
  await pane.getByRole('button', { name: 'New folder' }).click()
  const name = 'Ünï & 50% *"ätt" 🦊 日本'
  const dialog = page.getByRole('dialog').last()
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create folder' }).click()
  await expect.poll(paths).toContain(name)
  await expect((await folderPane(page)).getByText(name)).toBeVisible()

  await choose(page, name, 'Rename…')
  await page.getByRole('dialog').last().getByLabel('Name').fill('Müller')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect.poll(paths).toContain('Müller')

  await choose(page, 'Müller', 'Move…')
  await page.getByRole('dialog').last().getByLabel('Inside').selectOption({ label: 'Clients' })
  await page.getByRole('button', { name: 'Move folder' }).click()
  await expect.poll(paths).toContain('Clients/Müller')

  await choose(page, 'Clients', 'Delete…')
  await expect(page.getByRole('dialog').last()).toContainText('Müller')
  await page.getByRole('button', { name: /^Delete 2 folders/ }).click()
  await expect.poll(paths).toEqual(['INBOX'])
})

test('a name that is taken is said in the dialog, and what was typed stays', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox({ Taken: [] }))
  const pane = await folderPane(page)
  await pane.getByRole('button', { name: 'New folder' }).click()
  const dialog = page.getByRole('dialog').last()
  await dialog.getByLabel('Name').fill('Taken')
  await dialog.getByRole('button', { name: 'Create folder' }).click()
  await expect(dialog.getByText(/already a folder/)).toBeVisible()
  await expect(dialog.getByLabel('Name')).toHaveValue('Taken')
})

test('a folder is emptied after a question that says how much goes', { tag: '@once' }, async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [], Junk: [eml(), eml(), eml()] })
  const other = await otherClient(box)
  await signIn(page, box)
  await choose(page, 'Junk', 'Empty…')
  await expect(page.getByRole('dialog').last()).toContainText('3 messages')
  await page.getByRole('button', { name: 'Delete 3 messages' }).click()
  await expect.poll(() => other.status('Junk', { messages: true })).toMatchObject({ messages: 0 })
})

test('mark all read is one step, and one step back', async ({ page, mailbox, otherClient }) => {
  const box = mailbox({ INBOX: [eml({ subject: 'One' }), eml({ subject: 'Two' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  await expect(row(page, 'Two')).toBeVisible()
  await choose(page, 'Inbox', 'Mark all as read')
  await expect.poll(() => other.status('INBOX', { unseen: true })).toMatchObject({ unseen: 0 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => other.status('INBOX', { unseen: true })).toMatchObject({ unseen: 2 })
})

test('a folder that another client makes shows up, with its unread count', { tag: '@once' }, async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [eml()] })
  const other = await otherClient(box)
  await signIn(page, box)
  await other.mailboxCreate('From elsewhere')
  await other.mailboxSubscribe('From elsewhere')
  await other.append('From elsewhere', eml())
  const pane = await folderPane(page)
  await expect(pane.getByRole('link', { name: /From elsewhere.*1 unread/ })).toBeVisible({ timeout: 50_000 })
})
