import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { isPhone, notice, open, row } from './screens.ts'

test('labels are given by l, made on the spot, found by their chip, shared with other clients, and undone', {
  tag: '@once',
}, async ({ page, mailbox, otherClient }) => {
  const box = mailbox({
    INBOX: [
      eml({ subject: 'Lease' }),
      { raw: eml({ subject: 'Invoice' }), flags: ['$label2', '$Forwarded'] },
      eml({ subject: 'Poster' }),
      eml({ subject: 'Walk' }),
    ],
  })
  const other = await otherClient(box)
  await other.mailboxOpen('INBOX')
  const flagsOf = async (uid: number) => {
    const one = await other.fetchOne(`${uid}`, { flags: true }, { uid: true })
    return one ? [...(one.flags ?? [])].filter((flag) => flag !== '\\Recent').sort() : []
  }
  await signIn(page, box)
  const chip = (subject: string, name: string) =>
    row(page, subject).getByRole('button', { name, exact: true })
  await expect(chip('Invoice', 'Work')).toBeVisible()

  for (const subject of ['Lease', 'Invoice', 'Poster'])
    await row(page, subject).getByRole('checkbox').check({ force: true })
  await page.keyboard.press('l')
  const dialog = page.getByRole('dialog', { name: 'Label 3 messages' })
  const option = (name: string) => dialog.getByRole('option', { name })
  await expect(dialog.getByRole('combobox', { name: 'Label' })).toBeFocused()
  await expect(option('Work')).toHaveAttribute('aria-checked', 'mixed')
  await expect(option('Important')).toHaveAttribute('aria-checked', 'false')
  await page.keyboard.type('Größe XL')
  await dialog.getByRole('radio', { name: 'Pink' }).check()
  await expectAccessibleInBothSchemes(page)
  await option('Create “Größe XL”').click()
  await expect(option('Größe XL')).toHaveAttribute('aria-checked', 'true')
  await page.keyboard.type('wor')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(notice(page, 'Changed the labels of 3 messages')).toBeVisible()
  await expect(chip('Poster', 'Größe XL')).toBeVisible()
  await expect.poll(() => flagsOf(1)).toEqual(['$label2', 'grosse_xl'])
  await expect.poll(() => flagsOf(2)).toEqual(['$Forwarded', '$label2', 'grosse_xl'])

  // One press, one change: it is undone as one, and what had the label before keeps it.
  await page.keyboard.press('Escape')
  await page.keyboard.press('z')
  await expect(chip('Poster', 'Work')).toHaveCount(0)
  await expect.poll(() => flagsOf(1)).toEqual([])
  await expect.poll(() => flagsOf(2)).toEqual(['$Forwarded', '$label2'])

  // What another client sets shows up by itself; its own keywords by their own name.
  await other.messageFlagsAdd('1', ['grosse_xl', 'Invoices'])
  await expect(chip('Lease', 'Größe XL')).toBeVisible({ timeout: 20_000 })
  await expect(chip('Lease', 'Invoices')).toBeVisible()

  await chip('Lease', 'Größe XL').click()
  await expect(page.getByRole('combobox', { name: 'Search mail' })).toHaveValue('keyword:"Größe XL"')
  await expect(page.getByText('1 result')).toBeVisible()
  await expect(row(page, 'Walk')).toHaveCount(0)
  const message = await open(page, 'Lease')
  await expectAccessibleInBothSchemes(page)
  await message.getByRole('button', { name: 'Remove label Größe XL' }).click()
  await expect.poll(() => flagsOf(1)).toEqual(['Invoices', '\\Seen'])
  await page.keyboard.press('z')
  await expect.poll(() => flagsOf(1)).toEqual(['Invoices', '\\Seen', 'grosse_xl'])
  await expect(message.getByRole('button', { name: 'Größe XL', exact: true })).toBeVisible()
})

test('labels are renamed, coloured, ordered and deleted in the settings', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  const box = mailbox({
    INBOX: [{ raw: eml({ subject: 'Lease' }), flags: ['$label1', '$label2', '$label4'] }],
  })
  await signIn(page, box)
  await page.goto('/settings')
  const labels = page
    .getByRole('region', { name: 'Labels' })
    .or(page.locator('section', { hasText: 'New label' }))
  const names = () => labels.getByRole('listitem').allInnerTexts()
  await labels.getByRole('button', { name: 'Edit label Important' }).click()
  await page.getByLabel('Name').fill('To do')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('There is a label “To Do” already.')).toBeVisible()
  await page.getByLabel('Name').fill('Wichtig')
  await page.getByRole('radio', { name: 'Teal' }).check()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await labels.getByRole('button', { name: 'Move To Do up' }).click()
  await labels.getByRole('button', { name: 'Delete label Work' }).click()
  await expect(notice(page, 'Deleted the label “Work”. Messages keep its keyword $label2.')).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await expect
    .poll(async () => (await names()).map((line) => line.split('\n')[0]))
    .toEqual(['Wichtig', 'To Do', 'Personal', 'Later'])
  await page.getByRole('link', { name: 'Back to mail' }).click()
  await expect(row(page, 'Lease')).toContainText('Wichtig')
  await expect(row(page, 'Lease')).toContainText('To Do')
  await expect(row(page, 'Lease')).not.toContainText('Work')
})

test('a pointer or a finger gives a label from the message, and takes it off by its cross', async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'Lease' })] }))
  const message = await open(page, 'Lease')
  if (isPhone(page)) {
    await message.getByRole('button', { name: 'More actions' }).last().click()
    await page.getByRole('menuitem', { name: 'Label…' }).click()
  } else await message.getByRole('button', { name: 'Label…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Label 1 message' })
  await dialog.getByRole('option', { name: 'Work' }).click()
  await dialog.getByRole('option', { name: 'To Do' }).click()
  await dialog.getByRole('button', { name: 'Apply' }).click()
  const labels = message.getByRole('list', { name: 'Labels' })
  await expect(labels.getByRole('listitem')).toHaveText(['Work', 'To Do'])
  await expect(notice(page, 'Changed the labels of 1 message')).toBeVisible()
  await expectAccessible(page)
  const cross = labels.getByRole('button', { name: 'Remove label Work' })
  if (isPhone(page)) expect((await cross.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await cross.click()
  await expect(labels.getByRole('listitem')).toHaveText(['To Do'])
})
