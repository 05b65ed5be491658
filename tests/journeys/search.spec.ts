import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, signIn, test } from './fixtures.ts'
import { row } from './screens.ts'

test('a search is in the URL, finds words of any script, and Back leaves it', async ({ page, mailbox }) => {
  const box = mailbox({
    INBOX: [
      eml({ subject: '打ち合わせの件' }),
      eml({ subject: 'Kitchen' }),
      eml({ subject: 'Crème brûlée' }),
    ],
  })
  await signIn(page, box)
  await expect(row(page, 'Kitchen')).toBeVisible()
  await page.keyboard.press('/')
  const field = page.getByLabel('Search mail')
  await expect(field).toBeFocused()
  await page.getByRole('button', { name: 'What you can search for' }).click()
  await expect(page.getByRole('dialog')).toContainText('is:unread')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(field).toBeFocused()
  await field.fill('subject:打ち合わせ')
  await field.press('Enter')
  await expect(row(page, 'Kitchen')).toHaveCount(0)
  await expect(row(page, '打ち合わせの件')).toBeVisible()
  expect(new URL(page.url()).searchParams.get('q')).toBe('subject:打ち合わせ')
  await page.reload()
  await expect(row(page, '打ち合わせの件')).toBeVisible()
  await expect(row(page, 'Kitchen')).toHaveCount(0)
  await page.goBack()
  await expect(row(page, 'Kitchen')).toBeVisible()
})

test('a search over all folders says where each message is', { tag: '@once' }, async ({ page, mailbox }) => {
  const box = mailbox({
    INBOX: [eml({ subject: 'Lease draft' })],
    Clients: [eml({ subject: 'Lease signed' })],
  })
  await signIn(page, box)
  await expect(row(page, 'Lease draft')).toBeVisible()
  await page.keyboard.press('/')
  await page.getByLabel('Search mail').fill('lease')
  await page.getByLabel('Search mail').press('Enter')
  await expect(row(page, 'Lease draft')).toBeVisible()
  await page.getByText('All folders', { exact: true }).click()
  await expect(row(page, 'Lease signed')).toContainText('Clients')
})

test('a search that finds nothing says so', { tag: '@once' }, async ({ page, mailbox }) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'Something' })] }))
  await expect(row(page, 'Something')).toBeVisible()
  await page.keyboard.press('/')
  await page.getByLabel('Search mail').fill('"no such words"')
  await page.getByLabel('Search mail').press('Enter')
  await expect(page.getByText(/Nothing found/)).toBeVisible()
})
