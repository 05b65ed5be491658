import type { Locator, Page } from '@playwright/test'
import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, signIn, test } from './fixtures.ts'
import { list, notice, row } from './screens.ts'

const THIRTY = Array.from({ length: 30 }, (_, at) => eml({ subject: `Letter ${at + 1}.` }))

/** The row of a folder in the pane. */
function folder(page: Page, name: string): Locator {
  return page.getByRole('navigation', { name: 'Folders' }).getByText(name, { exact: true })
}

async function centre(of: Locator): Promise<[number, number]> {
  const box = await of.boundingBox()
  if (!box) throw new Error('it is not on the screen')
  return [box.x + box.width / 2, box.y + box.height / 2]
}

/** Presses on one thing and takes it to another; the button stays down. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  // Fetched behind everything else: nobody drags in the first second.
  await page.locator('[data-drags]').waitFor({ state: 'attached' })
  await page.mouse.move(...(await centre(from)))
  await page.mouse.down()
  await page.mouse.move(...(await centre(to)), { steps: 8 })
}

test('twenty letters are dragged into a closed folder, copied with Ctrl, and let go by Escape', {
  tag: '@once',
}, async ({ page, mailbox, otherClient }) => {
  const box = mailbox({ INBOX: THIRTY, 'Clients/Studio/Bills': [], Archive: [] })
  const other = await otherClient(box)
  const holds = (path: string, messages: number) =>
    expect
      .poll(async () => (await other.status(path, { messages: true })) || null)
      .toMatchObject({ messages })
  await signIn(page, box)
  const pane = page.getByRole('navigation', { name: 'Folders' })
  await pane.getByRole('button', { name: 'Hide subfolders' }).first().click()
  await expect(folder(page, 'Studio')).toHaveCount(0)

  await row(page, 'Letter 30.').getByRole('checkbox').check({ force: true })
  await list(page).evaluate((grid) => grid.parentElement?.scrollTo(0, 900))
  await row(page, 'Letter 11.').click({ modifiers: ['Shift'] })
  await expect(page.getByText('20 selected')).toBeVisible()
  await drag(page, row(page, 'Letter 14.').getByRole('link'), folder(page, 'Clients'))
  await expect(page.getByText('This folder holds folders only, no mail.')).toBeVisible()
  await expect(folder(page, 'Bills')).toBeVisible()
  await page.mouse.move(...(await centre(folder(page, 'Inbox'))), { steps: 4 })
  await expect(page.getByText('It is there already.')).toBeVisible()
  await page.mouse.move(...(await centre(folder(page, 'Bills'))), { steps: 4 })
  await expect(page.getByText('Move 20 messages to Bills')).toBeVisible()
  await page.mouse.up()
  await expect(notice(page, 'Moved 20 messages to Bills')).toBeVisible()
  await expect(folder(page, 'Bills')).toHaveCount(0)
  await holds('Clients/Studio/Bills', 20)
  await page.getByRole('button', { name: 'Undo' }).click()
  await holds('INBOX', 30)
  await holds('Clients/Studio/Bills', 0)

  // One that is not selected goes alone.
  await list(page).evaluate((grid) => grid.parentElement?.scrollTo(0, 0))
  await drag(page, row(page, 'Letter 29.').getByRole('link'), folder(page, 'Archive'))
  await page.keyboard.down('Control')
  await expect(page.getByText('Copy 1 message to Archive')).toBeVisible()
  await page.mouse.up()
  await page.keyboard.up('Control')
  await expect(notice(page, 'Copied 1 message to Archive')).toBeVisible()
  await holds('Archive', 1)
  await holds('INBOX', 30)

  await drag(page, row(page, 'Letter 29.').getByRole('link'), folder(page, 'Archive'))
  await expect(page.getByText('Move 1 message to Archive')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Move 1 message to Archive')).toBeHidden()
  await page.mouse.up()
  await expect(list(page)).toBeVisible()
  await holds('Archive', 1)
  await expect(page).toHaveURL(/\/mail\/SU5CT1g$/)

  // A right click is about the row alone, or about all that is selected where the row is.
  const menu = page.getByRole('menu')
  await row(page, 'Letter 28.').click({ button: 'right' })
  await expect(menu).toHaveAccessibleName('Message “Letter 28.”')
  await row(page, 'Letter 27.').click({ button: 'right' })
  await expect(menu).toHaveAccessibleName('Message “Letter 27.”')
  await expectAccessible(page)
  await menu.getByRole('menuitem', { name: 'Star' }).click()
  await expect(menu).toHaveCount(0)
  await expect(row(page, 'Letter 27.').getByRole('button', { name: 'Star', pressed: true })).toBeVisible()
  await expect(row(page, 'Letter 27.')).toBeFocused()
  await row(page, 'Letter 26.').getByRole('checkbox').check({ force: true })
  await row(page, 'Letter 25.').getByRole('checkbox').check({ force: true })
  await row(page, 'Letter 26.').click({ button: 'right' })
  await expect(menu).toHaveAccessibleName('Selected: 2 messages')
  await menu.getByRole('menuitem', { name: 'Archive' }).click()
  await holds('Archive', 3)
})

test('the pane scrolls while a letter is held at its edge, to a folder that was out of sight', {
  tag: '@once',
}, async ({ page, mailbox, otherClient }) => {
  const projects = Array.from({ length: 60 }, (_, at) => [`Project ${at + 10}`, []] as const)
  const box = mailbox({ INBOX: [eml({ subject: 'Letter 1.' })], ...Object.fromEntries(projects) })
  const other = await otherClient(box)
  await signIn(page, box)
  const last = folder(page, 'Project 69')
  await expect(last).not.toBeInViewport()
  const pane = await page.getByRole('navigation', { name: 'Folders' }).boundingBox()
  if (!pane) throw new Error('there is no pane')
  await drag(page, row(page, 'Letter 1.').getByRole('link'), folder(page, 'Project 10'))
  // Over the foot of the pane, below the folders.
  await page.mouse.move(pane.x + 60, pane.y + pane.height - 70, { steps: 8 })
  await expect(last).toBeInViewport({ timeout: 20_000 })
  await page.mouse.move(...(await centre(last)), { steps: 4 })
  await expect(page.getByText('Move 1 message to Project 69')).toBeVisible()
  await page.mouse.up()
  await expect
    .poll(async () => (await other.status('Project 69', { messages: true })) || null)
    .toMatchObject({ messages: 1 })
})

test('a folder is dragged into another one, not into itself, and back to the top level', {
  tag: '@once',
}, async ({ page, mailbox, otherClient }) => {
  const box = mailbox({ INBOX: [], Clients: [], Receipts: [eml({ subject: 'Boots' })], 'Receipts/2026': [] })
  const other = await otherClient(box)
  const paths = () => expect.poll(async () => (await other.list()).map(({ path }) => path).sort())
  await signIn(page, box)
  await drag(page, folder(page, 'Receipts'), folder(page, '2026'))
  await expect(page.getByText('A folder cannot go into itself.')).toBeVisible()
  await page.mouse.move(...(await centre(folder(page, 'Clients'))), { steps: 4 })
  await expect(page.getByText('Move Receipts into Clients')).toBeVisible()
  await page.mouse.up()
  await expect(notice(page, 'Moved Receipts to Clients')).toBeVisible()
  await paths().toEqual(['Clients', 'Clients/Receipts', 'Clients/Receipts/2026', 'INBOX'])

  await drag(page, folder(page, '2026'), page.getByRole('heading', { name: 'Folders' }))
  await expect(page.getByText('Move 2026 to the top level')).toBeVisible()
  await page.mouse.up()
  await paths().toEqual(['2026', 'Clients', 'Clients/Receipts', 'INBOX'])
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await paths().toEqual(['Clients', 'Clients/Receipts', 'Clients/Receipts/2026', 'INBOX'])
  // The way into a folder by a click is what it was.
  await folder(page, 'Receipts').click()
  await expect(row(page, 'Boots')).toBeVisible()
})
