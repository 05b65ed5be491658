import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { open, openedMessage, row } from './screens.ts'

const SEEN = ['\\Seen']
const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 9, minute))

/** A reply names all that came before it. */
function talk(name: string, minute: number, before: string[], more: Parameters<typeof eml>[0] = {}) {
  return eml({
    subject: before.length > 0 ? 'Re: Lease' : 'Lease',
    date: at(minute),
    text: `This is the ${name} of them.\n`,
    ...more,
    headers: {
      'Message-ID': `<${name}@talk>`,
      ...(before.length > 0 && { References: before.map((id) => `<${id}@talk>`).join(' ') }),
    },
  })
}

const TALK = {
  INBOX: [
    { raw: talk('first', 1, []), flags: SEEN },
    talk('third', 3, ['first', 'second'], { from: 'Oskar Berg <oskar@berg.example>' }),
    { raw: eml({ subject: 'Alone', date: at(2) }), flags: SEEN },
    {
      raw: talk('fifth', 5, ['first', 'second'], { html: '<p>This is the <b>fifth</b> of them.</p>' }),
      flags: SEEN,
    },
  ],
  Sent: [{ raw: talk('second', 2, ['first'], { from: 'Sam <sam@example.org>' }), flags: SEEN }],
  Archive: [{ raw: talk('fourth', 4, ['second']), flags: SEEN }],
}

test('a message opens among those it belongs to: unread ones open, others folded, oldest first', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox(TALK)
  const other = await otherClient(box)
  await signIn(page, box)
  await row(page, 'the fifth of them').click()
  const message = openedMessage(page, 'Re: Lease')
  await expect(message.getByRole('heading', { name: 'Re: Lease' })).toBeVisible()
  await expect(message.getByText('5 messages')).toBeVisible()
  const body = page.frameLocator('iframe[title="Message"]')
  await expect(body.getByText('This is the fifth of them.')).toBeVisible()

  // Two that are read before it, one that was not, one from the archive.
  const folded = message.getByRole('button', { expanded: false }).filter({ hasText: 'of them' })
  await expect(folded).toHaveCount(3)
  await expect(folded.nth(0)).toContainText('the first of them')
  await expect(folded.nth(1)).toContainText('the second of them')
  await expect(folded.nth(2)).toContainText('the fourth of them')
  const third = message.getByRole('region', { name: 'Oskar Berg' })
  await expect(third.getByText('This is the third of them.')).toBeVisible()
  await expect(third.getByText('oskar@berg.example').first()).toBeVisible()
  await other.mailboxOpen('INBOX')
  await expect.poll(async () => await other.search({ seen: false })).toEqual([])
  // Read by now, and still open.
  await expect(third.getByText('This is the third of them.')).toBeVisible()
  await folded.nth(1).click()
  const second = message.getByRole('region', { name: 'Sam' })
  await expect(second.getByText('This is the second of them.')).toBeVisible()
  await expect(second).toBeFocused()
  await second.getByRole('button', { name: 'Fold this message' }).click()
  await expect(second).toBeHidden()
  await expect(folded.nth(1)).toBeFocused()

  // What can be done with a message is done with the one that is opened: any of them can be.
  await folded.nth(1).click()
  await second.getByRole('button', { name: 'Actions for this message' }).click()
  await page.getByRole('menuitem', { name: 'Open this message' }).click()
  await expect(page).toHaveURL(/U2VudA\.\d+\.1$/)
  await expect(message.getByText('5 messages')).toBeVisible()
  await expect(message.getByText('This is the second of them.')).toBeVisible()
  await expect(message.getByRole('button', { name: /the fifth of them/ })).toBeVisible()
})

test('a conversation can be used by everyone, in the light and in the dark', async ({ page, mailbox }) => {
  await signIn(page, mailbox(TALK))
  await row(page, 'the fifth of them').click()
  await expect(openedMessage(page, 'Re: Lease').getByText('5 messages')).toBeVisible()
  await expectAccessibleInBothSchemes(page)
})

test('n and p walk through a conversation, Enter unfolds', { tag: '@once' }, async ({ page, mailbox }) => {
  await signIn(page, mailbox(TALK))
  await row(page, 'the fifth of them').click()
  const message = openedMessage(page, 'Re: Lease')
  await expect(message.getByText('5 messages')).toBeVisible()
  const line = (name: string) => message.getByRole('button', { name: new RegExp(`the ${name} of them`) })
  await page.keyboard.press('p')
  await expect(line('fourth')).toBeFocused()
  await page.keyboard.press('p')
  await expect(message.getByRole('region', { name: 'Oskar Berg' })).toBeFocused()
  await page.keyboard.press('n')
  await expect(line('fourth')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(message.getByText('This is the fourth of them.')).toBeVisible()
})

test('a message that belongs to no others is all there is', { tag: '@once' }, async ({ page, mailbox }) => {
  await signIn(page, mailbox(TALK))
  const told = page.waitForResponse((response) => response.url().includes('/thread'))
  const message = await open(page, 'Alone')
  await expect(message.getByText('Hello.')).toBeVisible()
  expect((await (await told).json()).messages).toHaveLength(1)
  await expect(message.getByText(/\d messages?$/)).toHaveCount(0)
  await expect(message.getByRole('button').filter({ hasText: 'of them' })).toHaveCount(0)
})

test('a reply that arrives while one reads joins the conversation', { tag: '@once' }, async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox(TALK)
  const other = await otherClient(box)
  await signIn(page, box)
  await row(page, 'the fifth of them').click()
  const message = openedMessage(page, 'Re: Lease')
  await expect(message.getByText('5 messages')).toBeVisible()
  await other.append('INBOX', talk('sixth', 6, ['first', 'fifth'], { from: 'Mei Tanaka <mei@x.example>' }))
  await expect(message.getByText('6 messages')).toBeVisible()
  await expect(message.getByRole('region', { name: 'Mei Tanaka' })).toContainText(
    'This is the sixth of them.',
  )
})
