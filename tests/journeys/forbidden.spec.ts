/** What the mail server does not allow in a folder is not offered there, and the reason is said. */
import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, signIn, test } from './fixtures.ts'
import { isPhone, notice, open, row } from './screens.ts'

const SHARED = Buffer.from('Shared').toString('base64url')

test('a folder that may only be read offers no change, and opening its mail marks nothing', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [eml()], Shared: [eml({ subject: 'Minutes' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  // The rights a server would give with MYRIGHTS (RFC 4314 §3.5): to see the folder, and to read it.
  await page.route('**/api/folders', async (route) => {
    const answer = await route.fetch()
    const { folders } = (await answer.json()) as { folders: { id: string }[] }
    await route.fulfill({
      response: answer,
      json: {
        folders: folders.map((folder) => (folder.id === SHARED ? { ...folder, rights: 'lr' } : folder)),
      },
    })
  })
  await page.goto(`/mail/${SHARED}`)
  await expect(row(page, 'Minutes')).toBeVisible()
  const tree = page.waitForResponse('**/api/folders')
  await other.mailboxCreate('Makes the tree be read again')
  await tree
  const star = row(page, 'Minutes').getByRole('button', { name: 'Star' })
  await expect(star).toHaveAttribute('aria-disabled', 'true', { timeout: 30_000 })
  await expect(star).toHaveAttribute('title', /you may not star/)
  await star.click({ force: true })
  await expect(star).toHaveAttribute('aria-pressed', 'false')
  const message = await open(page, 'Minutes')
  for (const name of ['Archive', 'Delete', 'Mark as read']) {
    const button = message.getByRole('button', { name })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await expect(button).toHaveAttribute('title', /you may not/)
    await button.click({ force: true })
  }
  const label = message.getByRole('button', { name: 'Label…' })
  await expect(label).toHaveAttribute('aria-disabled', 'true')
  await expect(label).toHaveAttribute('title', /keeps no labels/)
  await page.keyboard.press('l')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(notice(page, 'The mail server keeps no labels in this folder.')).toBeVisible()
  await expectAccessible(page)
  if (isPhone(page)) await page.goBack()
  await expect(row(page, 'Minutes')).toBeVisible()
  await other.mailboxOpen('Shared')
  expect(await other.search({ or: [{ seen: true }, { flagged: true }] })).toEqual([])
})
