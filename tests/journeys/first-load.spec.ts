import { eml } from '#tests/servers/eml.ts'
import { expect, signIn, test } from './fixtures.ts'
import { row } from './screens.ts'
import { loadCold } from './wire.ts'

const KIB = 1024

test('the scripts that the inbox needs to be shown are within their budget', {
  tag: '@once',
}, async ({ page, mailbox }) => {
  await signIn(
    page,
    mailbox({ INBOX: Array.from({ length: 60 }, (_, at) => eml({ subject: `Letter ${at}` })) }),
  )
  await expect(row(page, 'Letter 59')).toBeVisible()
  const { firstScripts } = await loadCold(page)
  expect(firstScripts.requests).toBeGreaterThan(0)
  expect(firstScripts.bytes).toBeLessThanOrEqual(190 * KIB)
})
