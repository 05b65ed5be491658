/** What is being written while sessions end, other devices write and tabs are closed. */
import type { Page } from '@playwright/test'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import { eml } from '#tests/servers/eml.ts'
import { expect, signIn, test } from './fixtures.ts'

const letter = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })

/** The drafts on the server, as the API of the same person tells. */
async function draftsOf(page: Page): Promise<MessagePage['messages']> {
  const answer = await page.request.get(`/api/folders/${folderIdOf('Drafts')}/messages`)
  return answer.ok() ? ((await answer.json()) as MessagePage).messages : []
}

async function storedAs(page: Page, text: string): Promise<string> {
  let id = ''
  await expect(async () => {
    const drafts = await draftsOf(page)
    expect(drafts.map(({ preview }) => preview)).toEqual([text])
    id = drafts[0]?.id ?? ''
  }).toPass({ timeout: 40_000 })
  return id
}

test('one draft stays one, through an ended session, another device and another tab @once', async ({
  page,
  context,
  mailbox,
}) => {
  test.setTimeout(180_000)
  const box = mailbox({ INBOX: [eml({ subject: 'Anything' })], Drafts: [], Sent: [] })
  await signIn(page, box)
  await page.getByRole('button', { name: 'New message' }).click()
  await letter(page, 'New message').getByRole('textbox', { name: 'Subject' }).fill('The lease')
  const window = letter(page, 'The lease')
  const body = window.getByRole('textbox', { name: 'Message text' })
  await body.click()
  await page.keyboard.type('First.')

  // The session ends under the keys: the words stay, and are stored when the person is back.
  await page.request.delete('/api/session')
  await body.press('Control+End')
  await page.keyboard.type(' Second.')
  const login = page.getByRole('dialog').filter({ has: page.getByLabel('Password') })
  await login.getByLabel('Password').fill(box.password, { timeout: 40_000 })
  await login.getByRole('button', { name: 'Sign in' }).click()
  await expect(login).toBeHidden()
  await expect(body).toHaveText('First. Second.')
  const id = await storedAs(page, 'First. Second.')

  // Another device stores a version: it is offered, and nothing is stored over it.
  const theirs = { subject: 'The lease', text: 'Theirs.', html: '<div>Theirs.</div>' }
  expect((await page.request.put(`/api/drafts/${id}`, { data: theirs })).status()).toBe(200)
  await body.press('Control+End')
  await page.keyboard.type(' Third.')
  await window.getByRole('button', { name: 'Take the other' }).click({ timeout: 40_000 })
  await expect(body).toHaveText('Theirs.')
  const newer = await storedAs(page, 'Theirs.')
  const again = { ...theirs, text: 'Again.', html: '<div>Again.</div>' }
  expect((await page.request.put(`/api/drafts/${newer}`, { data: again })).status()).toBe(200)
  await body.press('Control+End')
  await page.keyboard.type(' Mine.')
  await window.getByRole('button', { name: 'Keep mine' }).click({ timeout: 40_000 })
  await storedAs(page, 'Theirs. Mine.')

  // A second tab leaves it to the first; when that is gone, with words that were never stored, it comes up here.
  const second = await context.newPage()
  await second.goto('/mail')
  await expect(second.getByRole('button', { name: 'New message' })).toBeVisible()
  await body.press('Control+End')
  await page.keyboard.type(' Last words.')
  await page.waitForTimeout(300) // nobody closes a page with the hand that types
  await page.close({ runBeforeUnload: false })
  await second.reload()
  await second.getByRole('button', { name: /The lease/ }).click()
  await expect(letter(second, 'The lease').getByRole('textbox', { name: 'Message text' })).toHaveText(
    'Theirs. Mine. Last words.',
  )

  // Thrown away and had back; then thrown away for good, though the page goes before the server is told.
  await letter(second, 'The lease').getByRole('button', { name: 'Discard draft' }).click()
  await second.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click()
  await expect(letter(second, 'The lease')).toBeVisible()
  await letter(second, 'The lease').getByRole('button', { name: 'Discard draft' }).click()
  await expect(letter(second, 'The lease')).toHaveCount(0)
  await second.reload()
  await expect.poll(() => draftsOf(second), { timeout: 40_000 }).toEqual([])
})

test('a server that wants to be left in peace is, whoever types; then it is told all of it @once', async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'Anything' })], Drafts: [] }))
  const asked: number[] = []
  await page.route('**/api/drafts', async (route) => {
    asked.push(Date.now())
    if (asked.length > 1) return await route.continue()
    // As a proxy in between says it.
    const headers = { 'Retry-After': '8' }
    await route.fulfill({ status: 429, contentType: 'text/html', headers, body: '<h1>429</h1>' })
  })
  await page.getByRole('button', { name: 'New message' }).click()
  await letter(page, 'New message').getByRole('textbox', { name: 'Subject' }).fill('Peace')
  const window = letter(page, 'Peace')
  await expect(window.getByText(/not on the server: /).filter({ visible: true })).toBeVisible({
    timeout: 20_000,
  })
  const body = window.getByRole('textbox', { name: 'Message text' })
  await body.click()
  await page.keyboard.type('Typed meanwhile.')
  await storedAs(page, 'Typed meanwhile.')
  expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(7_500)
})
