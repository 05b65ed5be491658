/** A hundred thousand messages in one folder, as a person meets them. */
import type { Page } from '@playwright/test'
import { fillInbox } from '#tests/servers/many-messages.ts'
import { expect, signIn, test } from './fixtures.ts'
import { list, openedMessage, row } from './screens.ts'

const COUNT = 100_000

/** Scrolls the list to this part of its length. */
const scrollTo = (page: Page, part: number) =>
  list(page).evaluate((grid, to) => {
    const scroller = grid.parentElement
    if (scroller) scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * to
  }, part)

test('a folder of 100,000 is shown at once and scrolled to any place', async ({ page, mailbox }) => {
  test.setTimeout(180_000)
  const box = mailbox({})
  fillInbox(box, COUNT)
  await signIn(page, box)
  await expect(row(page, 'batch 99').first()).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('heading', { name: /100,000/ })).toBeAttached()
  // Only what is looked at is in the page, however long the list.
  const rows = () => page.getByRole('row').count()
  expect(await rows()).toBeLessThan(120)
  for (const [part, batch] of [
    [0.5, 'batch 49'],
    [0.1, 'batch 89'],
    [0.9, 'batch 9'],
    [1, 'batch 0'],
    [0, 'batch 99'],
  ] as const) {
    await scrollTo(page, part)
    await expect(
      page
        .getByRole('row')
        .filter({ hasText: new RegExp(`${batch}(?!\\d)`) })
        .first(),
    ).toBeVisible({ timeout: 30_000 })
    expect(await rows()).toBeLessThan(120)
  }
  await scrollTo(page, 0.5)
  const middle = row(page, 'batch 49').first()
  await expect(middle).toBeVisible({ timeout: 30_000 })
  await middle.click()
  await expect(openedMessage(page, 'batch 49').getByText('One of many.')).toBeVisible({ timeout: 30_000 })
})
