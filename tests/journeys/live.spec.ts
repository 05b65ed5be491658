import { eml } from '#tests/servers/eml.ts'
import { expect, mailServer, signIn, test } from './fixtures.ts'
import { row } from './screens.ts'

test('new mail appears, and expunged mail goes, without a reload', async ({ page, mailbox, otherClient }) => {
  const box = mailbox({ INBOX: [eml({ subject: 'Was here' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  await expect(row(page, 'Was here')).toBeVisible()
  await other.append('INBOX', eml({ subject: 'Just arrived' }))
  await expect(row(page, 'Just arrived')).toBeVisible({ timeout: 20_000 })
  await expect(page).toHaveTitle(/\(2\)/)
  await other.mailboxOpen('INBOX')
  await other.messageDelete('1')
  await expect(row(page, 'Was here')).toHaveCount(0, { timeout: 20_000 })
})

test('a connection that drops is replaced unseen', { tag: '@once' }, async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [eml({ subject: 'Before' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  await expect(row(page, 'Before')).toBeVisible()
  await mailServer('cut')
  await row(page, 'Before').getByRole('button', { name: 'Star' }).click()
  await other.mailboxOpen('INBOX')
  await expect.poll(() => other.search({ flagged: true }), { timeout: 20_000 }).toEqual([1])
  await other.append('INBOX', eml({ subject: 'After' }))
  await expect(row(page, 'After')).toBeVisible({ timeout: 30_000 })
})

test('while the mail server is away it is said, and all goes on when it is back', { tag: '@once' }, async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({ INBOX: [eml({ subject: 'Patient' })] })
  const other = await otherClient(box)
  await signIn(page, box)
  await expect(row(page, 'Patient')).toBeVisible()
  await mailServer('shut')
  try {
    await expect(page.getByText(/Reconnecting/).first()).toBeVisible({ timeout: 30_000 })
    await other.append('INBOX', eml({ subject: 'Meanwhile' }))
  } finally {
    await mailServer('open')
  }
  await expect(row(page, 'Meanwhile')).toBeVisible({ timeout: 45_000 })
  await expect(page.getByText(/Reconnecting/)).toHaveCount(0, { timeout: 30_000 })
})

test('a tab that begins to listen late misses nothing of what the others heard before', {
  tag: '@once',
}, async ({ page, context, mailbox, otherClient }) => {
  const box = mailbox({ INBOX: [eml({ subject: 'Here already' })] })
  const client = await otherClient(box)
  await signIn(page, box)
  const late = await context.newPage()
  const { promise: gate, resolve: listen } = Promise.withResolvers<void>()
  await late.route('**/_next/static/**/*.js', async (route) => {
    const response = await route.fetch()
    const body = await response.text()
    if (body.includes('postern.live.')) await gate
    await route.fulfill({ response, body })
  })
  await late.goto('/mail')
  await expect(row(late, 'Here already')).toBeVisible()
  await client.append('INBOX', eml({ subject: 'Came meanwhile' }))
  await expect(row(page, 'Came meanwhile')).toBeVisible({ timeout: 20_000 })
  await expect(row(late, 'Came meanwhile')).toHaveCount(0)
  listen()
  await expect(row(late, 'Came meanwhile')).toBeVisible()
})
