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
