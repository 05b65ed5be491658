import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, signIn, test } from './fixtures.ts'
import { list, notice, row } from './screens.ts'

const unread = (subject: string) => eml({ subject })
const seeds = {
  INBOX: [unread('For the inbox')],
  Rubbish: [],
  Clients: [unread('One')],
  'Clients/Ada': [unread('Two'), unread('Three')],
  'Clients/Ada/2024': [unread('Four')],
  Zoo: [],
}

test('folders are closed, pinned, given a role and read with all below, on every device the same', async ({
  page,
  mailbox,
  browser,
  baseURL,
}) => {
  const account = mailbox(seeds)
  await signIn(page, account)
  const pane = page.getByRole('navigation', { name: 'Folders' })
  const folder = (name: string) => pane.getByRole('listitem').filter({ hasText: name }).last()
  const menu = async (name: string, item: string) => {
    await folder(name).click({ button: 'right' })
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }

  // A closed folder says what is unread below it.
  await pane.getByRole('button', { name: 'Hide subfolders' }).first().click()
  await expect(pane.getByRole('link', { name: 'Clients' })).toContainText('4 unread')
  await expect(pane.getByRole('link', { name: 'Ada' })).toHaveCount(0)

  await menu('Zoo', 'Pin to the top')
  const pinned = pane.getByRole('region', { name: 'Pinned folders' })
  await expect(pinned.getByRole('link', { name: 'Zoo' })).toBeVisible()

  await menu('Rubbish', 'Use as…')
  await page.getByRole('radio', { name: 'Trash' }).check()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Use', exact: true }).click()
  await expect(pane.getByRole('link', { name: 'Trash' })).toBeVisible()

  // Another device begins with the same, in its first paint.
  const other = await browser.newPage({ baseURL })
  await signIn(other, account)
  const there = other.getByRole('navigation', { name: 'Folders' })
  await expect(there.getByRole('region', { name: 'Pinned folders' })).toContainText('Zoo')
  await expect(there.getByRole('link', { name: 'Ada' })).toHaveCount(0)
  await row(other, 'For the inbox').hover()
  await row(other, 'For the inbox').getByRole('button', { name: 'Delete' }).click()
  await there.getByRole('link', { name: 'Trash' }).click()
  await expect(row(other, 'For the inbox')).toBeVisible()
  await other.close()

  await menu('Clients', 'Mark all as read, with subfolders')
  await expect(pane.getByRole('link', { name: 'Clients' })).not.toContainText('unread')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(pane.getByRole('link', { name: 'Clients' })).toContainText('4 unread')
  await expect(notice(page, 'Undone')).toBeVisible()
})

test('the dividers are dragged and moved by keys, and stay where they were put', async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox(seeds))
  const width = async () => (await list(page).boundingBox())?.width ?? 0
  const divider = page.getByRole('separator', { name: 'Width of the list' })
  const before = await width()
  const edge = await divider.boundingBox()
  const [x, y] = [(edge?.x ?? 0) + 4, 400]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 60, y, { steps: 5 })
  await page.mouse.move(x + 120, y, { steps: 5 })
  await page.mouse.up()
  await expect.poll(width).toBe(before + 120)
  await divider.press('ArrowLeft')
  await expect.poll(width).toBe(before + 104)
  await expect(divider).toHaveAttribute('aria-valuenow', '496')
  await page.waitForLoadState('networkidle')
  await page.reload()
  await expect.poll(width).toBe(before + 104)
  await divider.dblclick()
  await expect.poll(width).toBe(before)
})
