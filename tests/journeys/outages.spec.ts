/** The mail server goes away, stands still, forgets the password: the page stays, and is true again after. */
import type { Page } from '@playwright/test'
import { eml } from '#tests/servers/eml.ts'
import { changePassword } from '#tests/servers/make-mailbox.ts'
import { expect, expectAccessible, mailServer, signIn, test, untilAwake } from './fixtures.ts'
import { isPhone, open, openedMessage, row } from './screens.ts'

const bar = (page: Page) => page.getByRole('status').filter({ hasText: 'Reconnecting…' })

/** A mark that no reload leaves behind. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { sameDocument: true }))
const expectSameDocument = async (page: Page) =>
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)

const star = (page: Page, subject: string) => row(page, subject).getByRole('button', { name: 'Star' })

for (const act of ['shut', 'freeze'] as const) {
  test(`while the mail server is ${act === 'shut' ? 'away' : 'frozen'}, what is loaded stays usable; after it, all is true`, async ({
    page,
    mailbox,
    otherClient,
  }) => {
    test.setTimeout(240_000)
    const box = mailbox({
      INBOX: ['Old', 'Starred meanwhile', 'Goes meanwhile'].map((subject) =>
        eml({ subject, text: `Words of ${subject}` }),
      ),
    })
    const other = await otherClient(box)
    await signIn(page, box)
    const message = await open(page, 'Old')
    await expect(message.getByText('Words of Old')).toBeVisible()
    if (isPhone(page)) await page.goBack()
    await mark(page)
    await mailServer(act)
    try {
      if (act === 'shut') await expect(bar(page)).toBeVisible({ timeout: 30_000 })
      await star(page, 'Starred meanwhile').click()
      await expect(row(page, 'Starred meanwhile').getByRole('button', { name: 'Star' })).toHaveAttribute(
        'aria-pressed',
        'true',
      )
      if (act === 'freeze') await expect(bar(page)).toBeVisible({ timeout: 120_000 })
      // What was read before is still to be read, whoever is away.
      await row(page, 'Old').click()
      await expect(openedMessage(page, 'Old').getByText('Words of Old')).toBeVisible()
      if (isPhone(page)) await page.goBack()
      await other.append('INBOX', eml({ subject: 'Came meanwhile' }))
      await other.mailboxOpen('INBOX')
      await other.messageDelete('3', { uid: true })
    } finally {
      await mailServer('open')
    }
    await expect(row(page, 'Came meanwhile')).toBeVisible({ timeout: 60_000 })
    await expect(row(page, 'Goes meanwhile')).toHaveCount(0, { timeout: 30_000 })
    await expect(bar(page)).toHaveCount(0, { timeout: 30_000 })
    await expect.poll(() => other.search({ flagged: true }), { timeout: 60_000 }).toEqual([2])
    await expect(row(page, 'Starred meanwhile').getByRole('button', { name: 'Star' })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await expectSameDocument(page)
  })
}

test('a password that was changed elsewhere is asked for over the page, and nothing is lost', async ({
  page,
  mailbox,
  otherClient,
}) => {
  test.setTimeout(120_000)
  const box = mailbox({ INBOX: [eml({ subject: 'First' }), eml({ subject: 'Second' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  await expect(row(page, 'Second')).toBeVisible()
  await mark(page)
  await changePassword(box, 'another password')
  await mailServer('cut')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Password')).toBeVisible({ timeout: 60_000 })
  await expect(row(page, 'Second')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByLabel('Password').fill(box.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog.getByRole('alert')).toContainText('did not accept')
  await dialog.getByLabel('Password').fill('another password')
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
  await star(page, 'First').click()
  await other.mailboxOpen('INBOX')
  await expect.poll(() => other.search({ flagged: true }), { timeout: 30_000 }).toEqual([1])
  await other.append('INBOX', eml({ subject: 'Comes again' }))
  await expect(row(page, 'Comes again')).toBeVisible({ timeout: 60_000 })
  await expectSameDocument(page)
})

test('a change made while the session was gone is made when the person is back', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [eml({ subject: 'First' }), eml({ subject: 'Second' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  await expect(row(page, 'Second')).toBeVisible()
  await page.context().clearCookies()
  await star(page, 'Second').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password').fill(box.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
  await other.mailboxOpen('INBOX')
  await expect.poll(() => other.search({ flagged: true }), { timeout: 20_000 }).toEqual([2])
})

test('what of the app could not be fetched is fetched when the network is back: to read, and to write', async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'Anything', text: 'All of it.' })], Drafts: [] }))
  const pieces = '**/_next/static/**'
  let asked = 0
  await page.route(pieces, async (route) => {
    asked += 1
    await route.abort()
  })
  await page.keyboard.press('c')
  await expect(page.getByText('Postern cannot be reached')).toBeVisible({ timeout: 20_000 })
  await page.unroute(pieces)
  await expect(page.getByRole('dialog', { name: 'New message' })).toBeVisible({ timeout: 30_000 })
  expect(asked).toBeGreaterThan(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // What the page itself begins with is there, and nothing that comes behind it.
  const html = await (await page.request.get(page.url())).text()
  let shut = true
  await page.route(pieces, async (route) => {
    const isFirst = html.includes(new URL(route.request().url()).pathname)
    if (shut && !isFirst) await route.abort()
    else await route.continue()
  })
  await page.reload()
  await row(page, 'Anything').click()
  await page.waitForTimeout(3_000)
  shut = false
  await expect(openedMessage(page, 'Anything').getByText('All of it.')).toBeVisible({ timeout: 30_000 })
  await untilAwake(page)
  await page.keyboard.press('u')
  await expect(openedMessage(page, 'Anything')).toHaveCount(0)
})
