/** Who a mail is from: what the mail server confirms, what deceives, and whose images one trusts. */
import type { Page } from '@playwright/test'
import { eml } from '#tests/servers/eml.ts'
import { type Canary, withCanary } from './canary.ts'
import { expect, expectAccessible, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { isPhone, open } from './screens.ts'

const checked = (domain: string, result: 'pass' | 'fail' = 'pass') => ({
  'Authentication-Results': `mx.postern.test; dkim=${result} header.d=${domain}; spf=${result} smtp.mailfrom=${domain}; dmarc=${result} header.from=${domain}`,
})
const news = (
  canary: Canary,
  subject: string,
  headers: Record<string, string>,
  from = 'Anna <anna@example.org>',
) =>
  eml({
    subject,
    from,
    html: `<p>Dear Sam,</p><img src="${canary.origin}/${encodeURIComponent(subject)}.png" width="40" height="40">`,
    headers,
  })
const frame = (page: Page) => page.frameLocator('iframe[title="Message"]')

test('a confirmed sender has a tick, and its details unfold', async ({ page, mailbox }) => {
  const source = eml({
    subject: 'Lunch',
    from: 'Anna Berg <anna@example.org>',
    headers: checked('example.org'),
  })
  await signIn(page, mailbox({ INBOX: [source] }))
  const message = await open(page, 'Lunch')
  await expect(message.getByText('anna@example.org', { exact: true })).toBeVisible()
  await expect(message.getByTitle('confirms that this is from example.org')).toBeVisible()
  await expect(message.getByRole('list', { name: 'Warnings about the sender' })).toHaveCount(0)
  await message.getByRole('button', { name: /^to / }).click()
  await expect(message.getByText('DMARC passed (example.org)')).toBeVisible()
  await expect(message.getByText('SPF passed (example.org)')).toBeVisible()
  await expectAccessibleInBothSchemes(page)
})

test('a phishing mail says in words what is wrong with it', async ({ page, mailbox }) => {
  const source = eml({
    subject: 'Your account\u202e is limited',
    html: '<p>Dear customer,</p><a href="https://evil.invalid/">https://bank.example/login</a>',
    headers: {
      ...checked('xn--pypal-4ve.example', 'fail'),
      // RFC 6532: raw UTF-8, as the address itself can't be encoded.
      From: '"service@bank.example" <billing@pаypal.example>',
      'Reply-To': 'helpdesk@mail.invalid',
    },
  })
  await signIn(page, mailbox({ INBOX: [source] }))
  const message = await open(page, 'Your account is limited')
  const warnings = message.getByRole('list', { name: 'Warnings about the sender' }).getByRole('listitem')
  await expect(warnings).toHaveText([
    /^This may not be from xn--pypal-4ve\.example/,
    /^pаypal\.example is written with letters that look like others\. Its real name is xn--pypal-4ve\.example/,
    /stands another, service@bank\.example\. The message is from billing@pаypal\.example/,
    /^Hidden characters that turn text round were taken out of the subject/,
    /^Answers go to helpdesk@mail\.invalid/,
  ])
  await expect(message.getByText('billing@pаypal.example', { exact: true })).toBeVisible()
  await expect(frame(page).getByText('[leads to evil.invalid]')).toBeVisible()
  await expect(message.getByTitle(/confirms/)).toHaveCount(0)
  await expectAccessibleInBothSchemes(page)
})

test('a forged finding, and one of another server, bring no tick and no offer', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  await withCanary(async (canary) => {
    const other = { 'Authentication-Results': 'evil.example; dmarc=pass header.from=example.org' }
    await signIn(page, mailbox({ INBOX: [news(canary, 'Forged', other)] }))
    const message = await open(page, 'Forged')
    await expect(message.getByRole('button', { name: 'Load images' })).toBeVisible()
    await expect(message.getByTitle(/confirms/)).toHaveCount(0)
    await expect(message.getByRole('button', { name: 'Always load images' })).toHaveCount(0)
  })
})

test('a trusted sender’s images load by themselves where it is confirmed, until the trust is taken back', {
  tag: '@once',
}, async ({ page, mailbox }) => {
  test.setTimeout(120_000)
  await withCanary(async (canary) => {
    const box = mailbox({
      INBOX: [
        news(canary, 'First', checked('example.org')),
        news(canary, 'Second', checked('example.org')),
        news(canary, 'Pretender', checked('example.org', 'fail')),
        news(canary, 'Stranger', checked('other.example'), 'Eve <eve@other.example>'),
      ],
    })
    const asked = () => canary.requests.map(({ path }) => path)
    await signIn(page, box)
    const first = await open(page, 'First')
    await first.getByRole('button', { name: 'Always load images' }).click()
    await expect(page.getByRole('menuitem')).toHaveText([
      'Always from anna@example.org',
      'Always from example.org',
    ])
    await expectAccessible(page)
    await page.getByRole('menuitem', { name: 'Always from anna@example.org' }).click()
    await expect(page.getByText('Images from anna@example.org load by themselves')).toBeVisible()
    await expect.poll(asked).toEqual(['/First.png'])

    const openNext = async (subject: string) => {
      if (isPhone(page)) await page.goBack()
      return open(page, subject)
    }
    await openNext('Second')
    await expect.poll(asked).toEqual(['/First.png', '/Second.png'])
    const pretender = await openNext('Pretender')
    await expect(pretender.getByText("it isn't confirmed that this message is from there")).toBeVisible()
    const stranger = await openNext('Stranger')
    await expect(stranger.getByRole('button', { name: 'Load images', exact: true })).toBeVisible()
    expect(asked()).toEqual(['/First.png', '/Second.png'])

    await page.goto('/settings')
    await expectAccessibleInBothSchemes(page)
    await page.getByRole('button', { name: 'Remove anna@example.org' }).click()
    await expect(page.getByText('Removed anna@example.org.')).toBeVisible()
    await page.goto('/mail')
    const again = await open(page, 'Second')
    await expect(again.getByRole('button', { name: 'Load images', exact: true })).toBeVisible()
    await page.waitForTimeout(250)
    expect(asked()).toEqual(['/First.png', '/Second.png'])
  })
})

test('free mail is trusted by its address alone, and trusting can be undone at once', {
  tag: '@once',
}, async ({ page, mailbox }) => {
  await withCanary(async (canary) => {
    const source = news(canary, 'Holiday', checked('gmail.com'), 'Jo <jo@gmail.com>')
    await signIn(page, mailbox({ INBOX: [source] }))
    const message = await open(page, 'Holiday')
    await message.getByRole('button', { name: 'Always load images' }).press('Enter')
    await expect(page.getByRole('menuitem')).toHaveText(['Always from jo@gmail.com'])
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('menuitem')).toBeFocused()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('Images from jo@gmail.com are asked for again')).toBeVisible()
    await page.goto('/settings')
    await expect(page.getByText('Nobody yet')).toBeVisible()
  })
})

test('a name in letters from right to left turns nothing round in the list', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  const source = eml({
    subject: 'שלום \u202eabc',
    from: '"דוד \u202e(x)" <david@example.org>',
    to: 'דוד <d@example.org>, Sam <sam@example.org>',
  })
  await signIn(page, mailbox({ INBOX: [source] }))
  const row = page.getByRole('row').filter({ hasText: 'דוד' })
  await expect(row.getByText('דוד (x)')).toBeVisible()
  expect(await row.textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
  expect(await row.locator('bdi').count()).toBeGreaterThanOrEqual(3)
  const message = await open(page, 'שלום abc')
  await expect(message.locator('header bdi').filter({ hasText: 'דוד (x)' })).toBeVisible()
})

test('opening a mail that asks for a receipt, or can be unsubscribed from, sends nothing', {
  tag: '@once',
}, async ({ page, mailbox, otherClient }) => {
  await withCanary(async (canary) => {
    const headers = {
      'Disposition-Notification-To': 'spy@evil.example',
      'Return-Receipt-To': 'spy@evil.example',
      'X-Confirm-Reading-To': 'spy@evil.example',
      'List-Unsubscribe': `<${canary.origin}/unsubscribe>, <mailto:off@evil.example>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }
    const box = mailbox({ INBOX: [eml({ subject: 'Please confirm', html: '<p>Dear Sam,</p>', headers })] })
    await signIn(page, box)
    await open(page, 'Please confirm')
    await expect(frame(page).getByText('Dear Sam,')).toBeVisible()
    await page.waitForTimeout(500)
    expect(canary.connections).toBe(0)
    const client = await otherClient(box)
    expect((await client.list()).map(({ path }) => path)).toEqual(['INBOX'])
    expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 1 })
  })
})

test('the frame may open links in tabs of their own, and nothing else', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'Framed', html: '<p>Dear Sam,</p>' })] }))
  const message = await open(page, 'Framed')
  const shown = message.locator('iframe')
  await expect(shown).toHaveCount(1)
  expect(await shown.getAttribute('sandbox')).toBe(
    'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  )
  await expect(shown).toHaveAttribute('src', '/frame.html')
  const policy = (await page.request.get('/frame.html')).headers()
  expect(policy['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:;/,
  )
  expect(policy['x-dns-prefetch-control']).toBe('off')
})
