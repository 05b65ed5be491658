/** Mail so large that a page could stand still over it. */
import { eml } from '#tests/servers/eml.ts'
import { expect, signIn, test } from './fixtures.ts'
import { open, openedMessage } from './screens.ts'

// A trace would keep a copy of the whole tree at each step.
test.use({ trace: 'off' })

test('the keys answer while a newsletter of two megabytes and a mail of ten thousand parts are opened', async ({
  page,
  mailbox,
}) => {
  test.setTimeout(150_000)
  const cell = `<td style="color:#333;padding:2px">${'word '.repeat(34)}</td>`
  const html = `<p>Big news</p><table>${`<tr>${cell}</tr>`.repeat(10_000)}</table>`
  const part = '--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\na\r\n'
  const parts = `Subject: Ten thousand parts\r\nFrom: a@example.org\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSo many\r\n${part.repeat(9_999)}--x--\r\n`
  await signIn(page, mailbox({ INBOX: [parts, eml({ subject: 'Two megabytes', html })] }))
  await page.emulateMedia({ colorScheme: 'dark' })
  await open(page, 'Two megabytes')
  await expect(page.frameLocator('iframe[title="Message"]').locator('p').first()).toHaveText('Big news', {
    timeout: 60_000,
  })
  await page.keyboard.press('k')
  await expect(openedMessage(page, 'Ten thousand parts')).toBeVisible()
  await expect(openedMessage(page, 'Ten thousand parts').getByText('So many')).toBeVisible()
  await page.keyboard.press('j')
  await expect(openedMessage(page, 'Two megabytes')).toBeVisible()
  await page.keyboard.press('u')
  await expect(openedMessage(page, 'Two megabytes')).toBeHidden()
})
