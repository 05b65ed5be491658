/** PDF in place, by the viewer that a whole browser has. */
import { eml } from '#tests/servers/eml.ts'
import { wholeBrowser } from './browsers.ts'
import { expect, signIn, test } from './fixtures.ts'
import { PDF } from './pdf.ts'
import { open } from './screens.ts'

test.use({ launchOptions: wholeBrowser })

const parts = [{ filename: 'plan.pdf', type: 'application/pdf', content: PDF }]

test('a PDF is shown by the browser’s own viewer, within the page’s policy', async ({ page, mailbox }) => {
  const refused: string[] = []
  page.on('console', (said) => {
    if (/Content Security Policy|Refused to|blocked/i.test(said.text())) refused.push(said.text())
  })
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'Plans', parts })] }))
  const message = await open(page, 'Plans')
  await message.getByRole('button', { name: /Preview plan\.pdf/ }).click()
  const viewer = page.getByRole('dialog', { name: /plan\.pdf/ })
  const shows = await page.evaluate(() => navigator.pdfViewerEnabled)
  if (shows) {
    // The viewer is a page of the browser's own inside our frame.
    await expect(viewer.locator('iframe[title="plan.pdf"]')).toBeVisible()
    await expect
      .poll(() => page.frames().some((frame) => frame.url().startsWith('chrome-extension://')))
      .toBe(true)
  } else await expect(viewer.getByRole('link', { name: 'Open in a new tab' }).last()).toBeVisible()
  expect(refused).toEqual([])
})
