import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { list, notice, openedMessage, row } from './screens.ts'

const FIFTY = Array.from({ length: 50 }, (_, at) => eml({ subject: `Letter ${at + 1}.` }))

test('fifty letters are sorted with the keyboard alone', { tag: '@once' }, async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: FIFTY, Archive: [], Trash: [], 'Clients/Invoices': [] })
  const other = await otherClient(box)
  await signIn(page, box)
  const { keyboard } = page
  const at = (letter: number) => expect(row(page, `Letter ${letter}.`)).toBeFocused()
  const times = async (count: number, ...keys: string[]) => {
    for (let done = 0; done < count; done++) for (const key of keys) await keyboard.press(key)
  }

  await keyboard.press('j')
  await at(50)
  await times(10, 'e')
  await at(40)
  await times(10, '#')
  await at(30)
  await times(5, 's', 'j')
  await at(25)
  await times(5, 'Shift+I', 'j')
  // Five, of which one is put back to unread, opened and left.
  await times(1, 'k', 'k', 'Shift+U', 'o')
  await expect(openedMessage(page, 'Letter 22.')).toBeVisible()
  await keyboard.press('Shift+U')
  await times(1, 'u', 'j', 'j')
  await at(20)

  await times(1, 'x', 'j', 'j', 'j', 'j', 'Shift+X', 'v')
  await expect(page.getByRole('dialog', { name: 'Move 5 messages to' })).toBeVisible()
  await keyboard.type('invo')
  await keyboard.press('Enter')
  await expect(notice(page, 'Moved 5 messages to Invoices')).toBeVisible()
  await at(15)
  await keyboard.press('l')
  await keyboard.type('work')
  await expect(page.getByRole('combobox', { name: 'Label' })).toHaveValue('work')
  await keyboard.press('Enter')
  await expect(row(page, 'Letter 15.').getByRole('button', { name: 'Work' })).toBeVisible()

  // One slip, brought back; what was done before it stays done.
  await keyboard.press('j')
  await at(14)
  await keyboard.press('e')
  await expect(row(page, 'Letter 14.')).toHaveCount(0)
  await keyboard.press('z')
  await expect(row(page, 'Letter 14.')).toBeVisible()
  await times(1, 'g', 'a')
  await expect(row(page, 'Letter 41.')).toBeVisible()
  await times(1, 'g', 'i')
  await expect(list(page)).toBeVisible()

  // The menu of the row: by its key, and it gives the focus back.
  await keyboard.press('j')
  const focused = page.locator('[role=row]:focus')
  await expect(focused).toContainText('Letter')
  await keyboard.press('Shift+F10')
  await expect(page.getByRole('menu')).toHaveAccessibleName(/^Message “Letter/)
  await keyboard.press('Escape')
  await expect(focused).toHaveCount(1)

  const count = async (path: string) => (await other.status(path, { messages: true })) || null
  await expect.poll(() => count('Archive')).toMatchObject({ messages: 10 })
  await expect.poll(() => count('Trash')).toMatchObject({ messages: 10 })
  await expect.poll(() => count('Clients/Invoices')).toMatchObject({ messages: 5 })
  await expect.poll(() => count('INBOX')).toMatchObject({ messages: 25 })
  await other.mailboxOpen('INBOX')
  const subjects = async (query: Parameters<typeof other.search>[0]) => {
    const uids = (await other.search(query, { uid: true })) || []
    const found = await other.fetchAll(uids, { envelope: true }, { uid: true })
    return found
      .map(({ envelope }) => Number.parseInt(envelope?.subject?.slice(7) ?? '', 10))
      .sort((a, b) => a - b)
  }
  await expect.poll(() => subjects({ flagged: true })).toEqual([26, 27, 28, 29, 30])
  await expect.poll(() => subjects({ seen: true })).toEqual([21, 23, 24, 25])
  await expect.poll(() => subjects({ keyword: '$label2' })).toEqual([15])
  expect(await subjects({ all: true })).toContain(14)
})

test('the palette finds every command, folder and search; the keys are shown and can be turned off', {
  tag: '@once',
}, async ({ page, mailbox }) => {
  const box = mailbox({
    INBOX: [eml({ subject: 'Below' }), eml({ subject: 'Above' })],
    Archive: [],
    'Clients/Invoices': [eml({ subject: 'Bill' })],
  })
  await signIn(page, box)
  const { keyboard } = page
  const palette = page.getByRole('dialog', { name: 'Commands and folders' })

  await keyboard.press('j')
  // What is typed at once finds the field, also while the palette is on its way.
  await keyboard.press('Control+k')
  await keyboard.type('invo')
  await expect(palette.getByRole('option').first()).toHaveText('Go to Clients / Invoices')
  await expectAccessibleInBothSchemes(page)
  await keyboard.press('Enter')
  await expect(row(page, 'Bill')).toBeVisible()

  await page.getByRole('button', { name: 'Commands and folders' }).click()
  await expect(palette.getByRole('group', { name: 'Folder Invoices' })).toContainText('Rename')
  await keyboard.type('g inbox')
  await keyboard.press('Enter')
  await expect(row(page, 'Above')).toBeVisible()
  await keyboard.press('Control+k')
  const onRow = palette.getByRole('group', { name: 'Message “Above”' })
  await expect(onRow.getByRole('option', { name: 'Archive' })).toContainText('e')
  await keyboard.type('arch')
  await keyboard.press('Enter')
  await expect(notice(page, 'Archived 1 message')).toBeVisible()
  await expect(row(page, 'Above')).toHaveCount(0)

  await keyboard.press('/')
  await keyboard.type('bill')
  await keyboard.press('Enter')
  await expect(page.getByText('Nothing found')).toBeVisible()
  // What was looked at for a moment is one to come back to.
  await page.waitForTimeout(2_500)
  await page.goto('/mail')
  await expect(row(page, 'Below')).toBeVisible()
  await page.getByRole('button', { name: 'Commands and folders' }).click()
  await expect(palette.getByRole('group', { name: 'Recent searches' })).toContainText('bill')
  await palette.getByRole('option', { name: 'bill', exact: true }).click()
  await expect(row(page, 'Bill')).toBeVisible()

  await keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByRole('listitem').filter({ hasText: 'Go to the inbox' })).toContainText('gtheni')
  await sheet.getByRole('button', { name: 'Turn single ones off' }).click()
  await sheet.getByRole('checkbox', { name: 'Archive', exact: true }).uncheck()
  await expectAccessible(page)
  await keyboard.press('Escape')
  await times(page, 'g', 'i', 'j', 'e', '#')
  await expect(notice(page, 'Deleted 1 message')).toBeVisible()
  await expect(page.getByText('Archived 1 message')).toHaveCount(0)

  await page.goto('/settings')
  await expect(page.getByRole('checkbox', { name: 'Archive', exact: true })).not.toBeChecked()
  await page.getByRole('checkbox', { name: 'Single keys are shortcuts' }).uncheck()
  await page.getByRole('link', { name: 'Back to mail' }).click()
  await expect(page.getByText('Choose one from the list.', { exact: true })).toBeVisible()
  await page.getByRole('region', { name: 'Notices' }).waitFor({ state: 'attached' })
  await times(page, 'z', '?', 'Control+k')
  await expect(palette).toBeVisible()
  await expect(sheet).toHaveCount(0)
})

async function times(page: Parameters<typeof row>[0], ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}
