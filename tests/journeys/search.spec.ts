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

test('what is typed is completed, what it was understood as is shown, and each condition is taken off', async ({
  page,
  mailbox,
}) => {
  const box = mailbox({
    INBOX: [
      eml({ subject: 'Lease, first draft', from: 'Anna Lindqvist <anna@lindqvist.example>' }),
      eml({ subject: 'Lease, last draft', from: 'Bob <bob@example.org>' }),
      eml({ subject: 'Lunch', from: 'Anna Lindqvist <anna@lindqvist.example>' }),
    ],
    'Clients/Bright & Sons': [eml({ subject: 'Lease signed' })],
  })
  await signIn(page, box)
  await expect(row(page, 'Lunch')).toBeVisible()
  const field = page.getByRole('combobox', { name: 'Search mail' })
  const option = (name: RegExp) => page.getByRole('option', { name })
  await field.click()
  await expect(option(/has:attachment/)).toBeVisible()
  await expectAccessible(page)

  await field.pressSequentially('fr')
  await expect(option(/from:/)).toBeVisible()
  await field.press('Escape')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect(field).toHaveValue('fr')
  await field.press('ArrowDown')
  await expect(option(/from:/)).toBeVisible()
  await field.press('ArrowDown')
  await expect(option(/from:/)).toHaveAttribute('aria-selected', 'true')
  await field.press('Enter')
  await expect(field).toHaveValue('from:')
  await field.pressSequentially('anna')
  await option(/Anna Lindqvist/).click()
  await expect(field).toHaveValue('from:anna@lindqvist.example ')
  await expect(field).toBeFocused()
  await field.pressSequentially('lease')
  await field.press('Enter')
  await expect(row(page, 'Lease, first draft')).toBeVisible()
  await expect(row(page, 'Lunch')).toHaveCount(0)

  const conditions = page.getByRole('list', { name: 'What is searched for' })
  await expect(conditions.getByRole('listitem')).toHaveText(['From: anna@lindqvist.example', 'lease'])
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Take off: From: anna@lindqvist.example' }).click()
  await expect(row(page, 'Lease, last draft')).toBeVisible()
  await expect(field).toHaveValue('lease')
  await expect(page.getByRole('button', { name: 'Take off: lease' })).toBeFocused()

  await field.fill('lease in:bri')
  await option(/Bright & Sons/).click()
  await field.press('Enter')
  await expect(row(page, 'Lease signed')).toContainText('Bright & Sons')
  // What was looked at for a moment is one to come back to.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('postern.used'))).toContain('lease in:')
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(row(page, 'Lunch')).toBeVisible()
  await field.click()
  await option(/^lease in:/).click()
  await expect(row(page, 'Lease signed')).toBeVisible()
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

test('a search is saved under a name, is the same on another device, is renamed, deleted and brought back', {
  tag: '@once',
}, async ({ page, mailbox, browser, baseURL }) => {
  const box = mailbox({ INBOX: [eml({ subject: 'Lunch' })], Clients: [eml({ subject: 'Lease signed' })] })
  await signIn(page, box)
  await page.goto('/mail/SU5CT1g?q=subject:lease&in=all')
  await expect(row(page, 'Lease signed')).toBeVisible()
  await page.getByRole('button', { name: 'Save search' }).click()
  await expect(page.getByLabel('Name')).toHaveValue('Subject: lease')
  await page.getByLabel('Name').fill('Leases')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const saved = (where = page) => where.getByRole('region', { name: 'Saved searches' })
  await expect(saved().getByRole('link', { name: 'Leases' })).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('button', { name: 'Saved', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )

  const other = await (await browser.newContext({ baseURL })).newPage()
  await signIn(other, box)
  await expect(row(other, 'Lunch')).toBeVisible()
  await saved(other).getByRole('link', { name: 'Leases' }).click()
  await expect(row(other, 'Lease signed')).toContainText('Clients')
  await saved(other).getByRole('button', { name: 'Saved search' }).focus()
  await other.keyboard.press('Enter')
  await other.getByRole('menuitem', { name: 'Rename…' }).click()
  await other.getByLabel('Name', { exact: true }).fill('All leases')
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(saved(other).getByRole('link', { name: 'All leases' })).toBeVisible()
  await expect(saved().getByRole('link', { name: 'All leases' })).toBeVisible()
  await expectAccessible(other)

  await page.getByRole('button', { name: 'Saved', exact: true }).click()
  await expect(saved()).toHaveCount(0)
  await expect(saved(other)).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(saved().getByRole('link', { name: 'All leases' })).toBeVisible()
  await other.context().close()
})
