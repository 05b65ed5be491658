import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, signIn, test } from './fixtures.ts'
import { list, open, row } from './screens.ts'

const seeds = {
  INBOX: Array.from({ length: 40 }, (_, at) =>
    eml({ subject: `Letter ${at}`, text: `This is letter ${at}.` }),
  ),
}

test('what is chosen holds at once, after a reload, and on another device without one', async ({
  page,
  mailbox,
  browser,
  baseURL,
}) => {
  const account = mailbox(seeds)
  await signIn(page, account)
  const other = await browser.newPage({ baseURL })
  await signIn(other, account)
  const height = async () => (await row(other, 'Letter 39').boundingBox())?.height
  const comfortable = (await height()) ?? 0

  await page.goto('/settings')
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
  await page.getByRole('radio', { name: 'Compact' }).check()
  await page.getByRole('radio', { name: 'Never' }).check()
  await expectAccessible(page)

  // The other device hears of it while it is open.
  await expect(other.locator('html')).toHaveCSS('color-scheme', 'dark')
  await expect.poll(height).toBeLessThan(comfortable)
  await expectAccessible(other)
  await open(other, 'Letter 39')
  await expect(other.getByRole('article').getByText('This is letter 39.')).toBeVisible()

  await page.reload()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await page.getByRole('link', { name: 'Back to mail' }).click()
  // From the server's first byte on, not after the script.
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(list(page)).toBeVisible()
  await expect(row(page, 'Letter 39')).toContainText('Unread')
  await other.close()
})

test('the browser is asked to write to addresses here; a choice that the server cannot keep is taken back, and said', async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox(seeds))
  await page.goto('/settings')
  await page.route('**/api/settings', (route) => route.abort())
  // What the browser asks the person is its own: here only what it is asked.
  await page.evaluate(() => {
    navigator.registerProtocolHandler = (scheme, url) =>
      document.body.setAttribute('data-asked', `${scheme} ${url}`)
  })
  await page.getByRole('button', { name: 'Write to them with Postern' }).click()
  await expect(page.getByText('Your browser asks whether it may.')).toBeVisible()
  await expect(page.locator('body')).toHaveAttribute(
    'data-asked',
    `mailto ${new URL(page.url()).origin}/mail?mailto=%s`,
  )
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(page.getByText('Your choice was not kept')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'As the system' })).toBeChecked()
})

test('a message counts as read after as long as was chosen, and not if it is left sooner', async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox(seeds))
  await page.goto('/settings')
  await page.getByRole('radio', { name: 'After 3 s' }).check()
  await page.getByRole('link', { name: 'Back to mail' }).click()
  await open(page, 'Letter 39')
  await open(page, 'Letter 38')
  await expect(row(page, 'Letter 38')).not.toContainText('Unread')
  await expect(row(page, 'Letter 39')).toContainText('Unread')
})
