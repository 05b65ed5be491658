import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { open, row } from './screens.ts'

const seeds = {
  INBOX: [
    eml({ subject: 'Plain', text: 'Hello\n> quoted\nhttps://example.org\n' }),
    eml({ subject: 'Rich', html: '<p>Hello <a href="https://example.org">there</a></p>' }),
    { raw: eml({ subject: 'Read and starred' }), flags: ['\\Seen', '\\Flagged'] },
  ],
  Junk: [],
  'Clients/Bright & Söns': [],
}

test('list, message, dialog and settings are accessible', async ({ page, mailbox }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, mailbox(seeds))
  await expect(row(page, 'Plain')).toBeVisible()
  await expectAccessibleInBothSchemes(page)
  await row(page, 'Plain').getByRole('checkbox').check({ force: true })
  await expectAccessibleInBothSchemes(page)
  await page.keyboard.press('Escape')
  await open(page, 'Plain')
  await expectAccessibleInBothSchemes(page)
  await page.goBack()
  await open(page, 'Rich')
  await expect(page.frameLocator('iframe[title="Message"]').getByText('Hello')).toBeVisible()
  await expectAccessibleInBothSchemes(page)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessibleInBothSchemes(page)
  await page.goto('/settings')
  await expect(page.getByText('This device', { exact: true })).toBeVisible()
  await expectAccessibleInBothSchemes(page)
  await page.goto(`/mail/${Buffer.from('Junk').toString('base64url')}`)
  await expect(page.getByText('Nothing in Junk')).toBeVisible()
  await expectAccessibleInBothSchemes(page)
})

test('nothing scrolls sideways at 320 px', async ({ page, mailbox }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  const wide = `<table width="900"><tr><td>${'wide '.repeat(60)}</td></tr></table>`
  const long = 'https://example.org/'.padEnd(400, 'x')
  await page.goto('/login')
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await overflow()).toBe(0)
  await signIn(
    page,
    mailbox({ INBOX: [eml({ subject: 'Wide', html: wide }), eml({ subject: 'Long', text: long })] }),
  )
  await expect(row(page, 'Wide')).toBeVisible()
  expect(await overflow()).toBe(0)
  for (const subject of ['Wide', 'Long']) {
    await open(page, subject)
    expect(await overflow()).toBe(0)
    await page.goBack()
  }
  await page.goto('/settings')
  await expect(page.getByText('This device', { exact: true })).toBeVisible()
  expect(await overflow()).toBe(0)
})

test('an address that leads nowhere says so, with the same headers', async ({ page }) => {
  const answer = await page.goto('/no/such/page')
  expect(answer?.status()).toBe(404)
  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("object-src 'none'")
  expect(policy).toMatch(/script-src [^;]*'nonce-/)
  expect(policy.match(/script-src[^;]*/)?.[0]).not.toContain('unsafe')
})
