import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { notice, row } from './screens.ts'

test('mail is put where mail of its sender went before, or into a folder made on the way', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const from = 'Anna Berg <anna@example.org>'
  const box = mailbox({
    INBOX: [
      eml({ subject: 'Third', from }),
      eml({ subject: 'Second', from }),
      eml({ subject: 'First', from }),
    ],
    'Clients/Bright & Söns/Invoices': [],
    'Clients/Receipts': [],
    Newsletters: [],
  })
  const other = await otherClient(box)
  const inFolder = async (path: string) => (await other.status(path, { messages: true })) || null
  await signIn(page, box)
  const moveSelected = async (subject: string) => {
    await row(page, subject).getByRole('checkbox').check({ force: true })
    await page.getByRole('button', { name: 'Move to…' }).first().click()
  }
  const picker = page.getByRole('dialog', { name: 'Move 1 message to' })
  const field = picker.getByRole('combobox', { name: 'Folder' })

  await moveSelected('First')
  await expect(field).toBeFocused()
  await expect(picker.getByRole('option', { name: 'Inbox' })).toHaveCount(0)
  await field.fill('cli sons inv')
  await expect(picker.getByRole('option').first()).toHaveText('Clients / Bright & Söns / Invoices')
  await expect(picker.getByRole('option').first().locator('mark')).toHaveText(['Cli', 'Söns', 'Inv'])
  await expectAccessibleInBothSchemes(page)
  await field.press('Enter')
  await expect(notice(page, 'Moved 1 message to Invoices')).toBeVisible()
  await expect.poll(() => inFolder('Clients/Bright & Söns/Invoices')).toMatchObject({ messages: 1 })

  await moveSelected('Second')
  const forAnna = picker.getByRole('group', { name: 'Last used for Anna Berg' })
  await expect(forAnna.getByRole('option')).toHaveText(['Clients / Bright & Söns / Invoices'])
  await field.fill('Clients/Travel')
  await picker.getByRole('option', { name: 'Create “Clients / Travel”' }).click()
  await expect(notice(page, 'Moved 1 message to Travel')).toBeVisible()
  await expect.poll(() => inFolder('Clients/Travel')).toMatchObject({ messages: 1 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row(page, 'Second')).toBeVisible()

  // A selection of its own: the folder chosen last is the first one now.
  await moveSelected('Third')
  await expect(picker.getByRole('option').first()).toHaveText('Clients / Travel')
  await page.keyboard.press('Escape')
  await expect(picker).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Move to…' }).first()).toBeFocused()
})
