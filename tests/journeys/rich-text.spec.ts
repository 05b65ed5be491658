/** An answer to a hostile mail, in rich text: as it was written it arrives, and nothing of the mail acts or loads. */
import type { Locator, Page } from '@playwright/test'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'
import { withCanary } from './canary.ts'
import { expect, expectAccessible, signIn, test, untilAwake } from './fixtures.ts'
import { messagesIn, subjectsIn } from './messages-in.ts'
import { pastePicture } from './paste-picture.ts'
import { open } from './screens.ts'

const FOLDERS = { Drafts: [], Sent: [], Trash: [] }

const hostile = (canary: string) =>
  `<p>The <b>walls</b>.</p><img src="cid:plan@x" alt="The plan"><img src="${canary}/far.png" alt="Far away">
  <img src="/api/messages/SU5CT1g.1.1/parts/1"><script>top.reached=1</script><img src=x onerror="parent.reached=1">
  <style>p{display:none}@import "${canary}/a.css"</style><p style="background:url(${canary}/b.png)">Lime.</p>
  </blockquote></div></div><p>Out of it?</p><a href="javascript:top.reached=1">Go</a><iframe src="${canary}/c"></iframe>`

/** Adds one that one writes as. */
async function addIdentity(page: Page, name: string, address: string, signature: string): Promise<void> {
  await page.getByRole('button', { name: 'New identity' }).click()
  const dialog = page.getByRole('dialog', { name: 'New identity' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Email address').fill(address)
  await dialog.getByLabel('Signature').fill(signature)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
}

async function writeAnswer(page: Page, body: Locator): Promise<void> {
  const { keyboard } = page
  await keyboard.press('Control+b')
  await keyboard.type('all of it')
  await keyboard.press('Control+b')
  await keyboard.type('. See ')
  await keyboard.press('Control+k')
  const link = page.getByRole('dialog', { name: 'Link' })
  await link.getByLabel('Address').fill('example.org/plan')
  await keyboard.press('Enter')
  await expect(link).toHaveCount(0)
  await expect(body.getByRole('link', { name: 'https://example.org/plan' })).toBeVisible()
  await body.focus()
  await pastePicture(body)
  await expect(body.locator('img')).toHaveAttribute('src', /^blob:/)
}

test('an answer in rich text arrives as it was written; of the hostile mail in it nothing acts, loads or gets out', {
  tag: '@once',
}, async ({ page, mailbox, otherClient }) => {
  test.setTimeout(180_000)
  await withCanary(async (canary) => {
    const parts = [{ filename: 'plan.png', type: 'image/png', content: ONE_PIXEL, cid: 'plan@x' }]
    const to = 'Studio <studio+walls@example.net>'
    const mail = eml({ subject: 'The walls', to, html: hostile(canary.origin), parts })
    const box = mailbox({ INBOX: [mail], ...FOLDERS })
    const other = await otherClient(box)
    await signIn(page, box)
    await page.goto('/settings')
    await addIdentity(page, 'Sam', box.username, 'Sam')
    await addIdentity(page, 'The studio', 'studio@example.net', 'Studio, Hamngatan 1')
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Back to mail' }).click()
    await untilAwake(page)

    await open(page, 'The walls')
    await page.keyboard.press('r')
    // At once: no letter is lost while the window is on its way.
    await page.keyboard.type('Fine with me, ')
    const window = page.getByRole('dialog', { name: 'Re: The walls' })
    const body = window.getByRole('textbox', { name: 'Message text' })
    await expect(body).toBeFocused()
    await expect(window.getByRole('button', { name: /^From: .*studio\+walls@example\.net/ })).toBeVisible()
    await expect(body).toContainText('Studio, Hamngatan 1')
    await writeAnswer(page, body)

    await window.getByRole('button', { name: 'Show quoted message' }).click()
    const quote = window.frameLocator('iframe[title="Quoted message"]')
    await expect(quote.getByText('Out of it?')).toBeVisible()
    await expect(quote.getByAltText('The plan')).toHaveJSProperty('complete', true)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(window).toHaveCount(0)
    await page.getByRole('link', { name: 'Drafts' }).click()
    await page.getByRole('row').filter({ hasText: 'The walls' }).click()
    await expect(body).toContainText('all of it')
    await expect(body.locator('img')).toHaveJSProperty('naturalWidth', 1)
    await window.getByRole('button', { name: 'Show quoted message' }).click()
    await window.getByRole('button', { name: 'Write in it' }).click()
    await expect(body).toContainText('Out of it?')
    await page.waitForTimeout(300)
    expect(canary.connections).toBe(0)
    expect(await page.evaluate(() => 'reached' in window)).toBe(false)

    await window.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(window).toHaveCount(0)
    await expect.poll(() => subjectsIn(other, 'Sent'), { timeout: 60_000 }).toEqual(['Re: The walls'])
    const [sent] = await messagesIn(other, 'Sent')
    expect(sent?.from?.value).toEqual([{ name: 'The studio', address: 'studio+walls@example.net' }])
    const html = `${sent?.html}`
    expect(html).toMatch(/Fine with me, <b>all of it<\/b>\. See <a href="https:\/\/example\.org\/plan"/)
    expect(html).not.toMatch(/<script|<style|onerror|javascript:|<iframe|\/api\//)
    // For whoever gets it, what was far away is where it was.
    expect(html).toContain(`${canary.origin}/far.png`)
    expect(html.indexOf('Out of it?')).toBeLessThan(html.lastIndexOf('</blockquote>'))
    const shown = [...html.matchAll(/cid:([^"]+)/g)].map(([, cid]) => cid)
    expect(sent?.attachments.map(({ cid }) => cid).sort()).toEqual([...shown].sort())
    expect(shown).toHaveLength(2)
    expect(sent?.text).toMatch(/Fine with me, all of it\. See\s+https:\/\/example\.org\/plan/)
    expect(sent?.text).toMatch(/^-- $\n+Studio, Hamngatan 1/m)
    expect(sent?.text).toMatch(/^> The walls\.$/m)
  })
})
