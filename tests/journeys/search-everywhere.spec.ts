/** A search through a large mailbox, as somebody sees it who goes on reading meanwhile. */
import { eml } from '#tests/servers/eml.ts'
import { fillInbox } from '#tests/servers/many-messages.ts'
import { expect, expectAccessible, signIn, test } from './fixtures.ts'
import { open, openedMessage, row } from './screens.ts'

const FOLDERS = Array.from({ length: 33 }, (_, at) => `Lists/List ${String(at + 1).padStart(2, '0')}`)
/** Ten thousand letters of this are some seconds of reading for a mail server without an index. */
const LONG_TEXT = `\r\n${'Nothing that anybody is looking for.\r\n'.repeat(1_500)}`

test('34 folders of ten thousand messages tell what they have, are stopped and go on, while another tab reads', async ({
  page,
  mailbox,
}) => {
  test.setTimeout(180_000)
  const seeds = FOLDERS.map((path): [string, string[]] => [
    path,
    [eml({ subject: `Minutes of ${path}`, text: 'We found the needle.' })],
  ])
  const box = mailbox({ ...Object.fromEntries(seeds) })
  fillInbox(box, 10_000, () => LONG_TEXT)
  await signIn(page, box)
  await expect(row(page, 'batch 9').first()).toBeVisible()
  const other = await page.context().newPage()
  await other.goto('/')
  await expect(row(other, 'batch 9').first()).toBeVisible()

  await page.goto('/mail/SU5CT1g?q=needle&in=all')
  await expect(page.getByText('Still searching Inbox', { exact: true })).toBeVisible()
  await expect(page.getByText('33 so far')).toBeVisible()
  await expect(row(page, 'Minutes of Lists/List 33')).toBeVisible()

  await row(other, 'batch 9').first().click()
  await openedMessage(other, 'batch 9').getByRole('heading', { name: 'batch 9' }).waitFor()
  await open(page, 'Minutes of Lists/List 33')
  await expect(page.getByText('Still searching Inbox', { exact: true })).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(page.getByText('Stopped. Not searched: Inbox')).toBeVisible()
  await expect(page.getByText('33 results', { exact: true })).toBeVisible()
  await expect(row(page, 'Minutes of Lists/List 32')).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('Still searching Inbox', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('Stopped. Not searched: Inbox')).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('Still searching Inbox', { exact: true })).toBeVisible()
  // Last, for it may take longer than the search does from here.
  await expectAccessible(page)
  await expect(page.getByText(/^Still searching|^Stopped/)).toHaveCount(0, { timeout: 120_000 })
  await expect(page.getByText('33 results', { exact: true })).toBeVisible()
})
