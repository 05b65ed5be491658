import type { Page } from '@playwright/test'
import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, signIn, test } from './fixtures.ts'
import { list, openedMessage, row } from './screens.ts'

const said = (page: Page) => page.getByRole('region', { name: 'Notices' })

async function showRecent(page: Page) {
  await page.getByRole('button', { name: /^Sort:/ }).click()
  await page.getByRole('menuitem', { name: 'Recent actions' }).click()
  return page.getByRole('dialog', { name: 'Recent actions' })
}

test('what one tab did is listed and undone in another; what is for good was asked first', {
  tag: '@once',
}, async ({ page, context, mailbox, otherClient }) => {
  const box = mailbox({
    INBOX: [eml({ subject: 'Kitchen' }), eml({ subject: 'Hike' })],
    Archive: [],
    Clients: [],
    Trash: [eml({ subject: 'Rubbish' })],
  })
  const other = await otherClient(box)
  const archived = async () => ((await other.status('Archive', { messages: true })) || undefined)?.messages
  await signIn(page, box)
  // The second press comes before the page has drawn what the first one opened.
  const processor = await context.newCDPSession(page)
  await processor.send('Emulation.setCPUThrottlingRate', { rate: 8 })
  await row(page, 'Kitchen').click()
  await page.keyboard.press('e')
  await expect(said(page)).toContainText('Archived 1 message')
  await processor.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await expect(openedMessage(page, 'Hike')).toBeVisible()
  await expect(page).toHaveURL(/\.2$/)
  await expect.poll(archived).toBe(1)

  const second = await context.newPage()
  await second.goto('/mail')
  await expect(row(second, 'Hike')).toBeVisible()
  const recent = await showRecent(second)
  const line = recent.getByRole('listitem').filter({ hasText: 'Archived 1 message' })
  await expect(line).toContainText('Inbox')
  await expect(line).toContainText('Another tab')
  // Done with the panel open: it comes into the list by itself.
  await page.keyboard.press('s')
  await expect(recent.getByRole('listitem').first()).toContainText('Starred 1 message')
  await expectAccessible(second)
  await line.getByRole('button', { name: /^Undo/ }).click()
  await expect(line.getByRole('button')).toHaveText('Undone')
  await expect(line.getByRole('button')).toBeFocused()
  await expect.poll(archived).toBe(0)
  await expect(list(page).getByText('Kitchen')).toBeVisible()
  await second.keyboard.press('Escape')

  // From the trash it is for good: that is asked first, and listed without an undo.
  await second.getByRole('link', { name: /^Trash/ }).click()
  await row(second, 'Rubbish').click()
  await second.keyboard.press('#')
  await second.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect(said(second)).toContainText('Deleted 1 message for good')
  await expect(said(second).getByRole('button', { name: 'Undo' })).toHaveCount(0)
  const after = (await showRecent(second)).getByRole('listitem').first()
  await expect(after).toContainText('Deleted 1 message for good')
  await expect(after).toContainText('For good')
  await second.close()

  // What the first tab did before is undone already: its key takes the star, and then finds nothing more.
  await page.keyboard.press('z')
  await expect(row(page, 'Hike').getByRole('button', { name: 'Star' })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await page.keyboard.press('z')
  await expect(said(page)).toContainText('There is nothing to undo')
})
