import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessible, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { messagesIn, subjectsIn } from './messages-in.ts'
import { open } from './screens.ts'

const ONE_CLICK = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }

const calendar = (lines: string[], method = 'REQUEST') =>
  Buffer.from(
    ['BEGIN:VCALENDAR', `METHOD:${method}`, 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join(
      '\r\n',
    ),
  )

const invited = (content: Buffer, subject: string) =>
  eml({ subject, text: 'Please come.', parts: [{ filename: 'invite.ics', type: 'text/calendar', content }] })

const MEETING = [
  'UID:1',
  'SUMMARY:Studio <b>budget</b>',
  'DTSTART;TZID=America/New_York:20991124T090000',
  'DTEND;TZID=America/New_York:20991124T100000',
  'RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=6',
  'LOCATION:Room 4',
  'ORGANIZER;CN=Mara Lindqvist:mailto:mara@lindqvist.example',
  'ATTENDEE;PARTSTAT=ACCEPTED:mailto:sam@example.org',
  'ATTENDEE:mailto:lee@example.org',
]

test('leaving a list is asked first, names the host, and sends one POST', async ({ page, mailbox, tls }) => {
  const asked: string[] = []
  const server = createServer(tls, (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(request.url === '/fail' && asked.length === 1 ? 500 : 200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const headers = { 'List-Unsubscribe': `<https://127.0.0.1:${port}/fail>`, ...ONE_CLICK }
    await signIn(page, mailbox({ INBOX: [eml({ subject: 'Weekly news', headers })] }))
    const message = await open(page, 'Weekly news')
    const button = message.getByRole('button', { name: 'Unsubscribe' })
    await button.click()
    const dialog = page.getByRole('dialog', { name: 'Unsubscribe from this list?' })
    await expect(dialog).toContainText('127.0.0.1')
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(button).toBeFocused()
    expect(asked).toEqual([])
    await button.click()
    await dialog.getByRole('button', { name: 'Unsubscribe' }).click()
    await expect(dialog.getByRole('alert')).toContainText('still on the list')
    await dialog.getByRole('button', { name: 'Unsubscribe' }).click()
    await expect(message.getByText('You asked 127.0.0.1 to take you off this list.')).toBeVisible()
    await expect(dialog).toBeHidden()
    expect(asked).toEqual(['POST /fail', 'POST /fail'])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test('a list that is left on a page or by a letter says where, and nothing is sent', {
  tag: '@once',
}, async ({ page, mailbox }) => {
  const both = { 'List-Unsubscribe': '<mailto:off@list.example?subject=leave>, <https://list.example/off>' }
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'By page', headers: both })] }))
  const message = await open(page, 'By page')
  await message.getByRole('button', { name: 'Unsubscribe' }).click()
  const link = page.getByRole('dialog').getByRole('link', { name: 'Open list.example' })
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  await expect(page.getByRole('dialog')).toContainText('off@list.example')
  await page.getByRole('button', { name: 'Write the message' }).click()
  // Seen before it is sent.
  const letter = page.getByRole('dialog', { name: 'leave' })
  await expect(letter.getByRole('button', { name: 'off@list.example', exact: true })).toBeVisible()
})

test('a receipt that is asked for is told and never sent; junk offers no way to answer it', {
  tag: '@once',
}, async ({ page, mailbox }) => {
  const headers = {
    'Disposition-Notification-To': 'spy@list.example',
    'List-Unsubscribe': '<https://list.example/off>',
  }
  await signIn(
    page,
    mailbox({ INBOX: [eml({ subject: 'Seen?', headers })], Junk: [eml({ subject: 'Spam', headers })] }),
  )
  const message = await open(page, 'Seen?')
  await expect(message.getByText('The sender asks for a receipt. None is sent.')).toBeVisible()
  await page.goto(`/mail/${Buffer.from('Junk').toString('base64url')}`)
  const junk = await open(page, 'Spam')
  await expect(junk.getByText('The sender asks for a receipt. None is sent.')).toBeVisible()
  await expect(junk.getByRole('button', { name: 'Unsubscribe' })).toBeHidden()
})

test('an invitation is a card with the reader’s own time', async ({ page, mailbox }) => {
  await signIn(page, mailbox({ INBOX: [invited(calendar(MEETING), 'Invitation: budget')] }))
  const message = await open(page, 'Invitation: budget')
  const card = message.getByRole('region', { name: 'Calendar event' })
  await expect(card.getByRole('heading', { name: 'Studio <b>budget</b>' })).toBeVisible()
  await expect(card).toContainText('24 November 2099, 15:00–16:00')
  await expect(card).toContainText('09:00–10:00 in America/New_York')
  await expect(card).toContainText('Every week on Tuesday, 6 times')
  await expect(card).toContainText('Room 4')
  await expect(card).toContainText('Organiser: Mara Lindqvist mara@lindqvist.example')
  await expect(card).toContainText('2 people invited, 1 accepted')
  await expectAccessibleInBothSchemes(page)
})

test('an invitation is answered from its card, and answered otherwise: each is one mail that calendars read', {
  tag: '@once',
}, async ({ page, mailbox, otherClient }) => {
  const organiser = mailbox({ INBOX: [] })
  const box = mailbox({ INBOX: [], Sent: [], Drafts: [] })
  const theirs = await otherClient(organiser)
  const asked = [
    ...MEETING.filter((line) => !line.startsWith('ORGANIZER')),
    `ORGANIZER;CN=Mara:mailto:${organiser.username}`,
    `ATTENDEE:mailto:${box.username}`,
  ]
  await (await otherClient(box)).append('INBOX', invited(calendar(asked), 'Invitation: budget'))
  await signIn(page, box)
  const message = await open(page, 'Invitation: budget')
  const card = message.getByRole('region', { name: 'Calendar event' })
  await card.getByLabel('A word to the organiser (optional)').fill('With pleasure.')
  await card.getByRole('button', { name: 'Accept' }).click()
  await expect(card).toContainText('You accepted.')
  await expectAccessible(page)
  await card.getByRole('button', { name: 'Change answer' }).click()
  await expect(card.getByRole('button', { name: 'Accept' })).toHaveAttribute('aria-pressed', 'true')
  await card.getByRole('button', { name: 'Decline' }).click()
  await expect(card).toContainText('You declined.')

  await expect.poll(() => subjectsIn(theirs, 'INBOX'), { timeout: 60_000 }).toHaveLength(2)
  const answers = await messagesIn(theirs, 'INBOX')
  expect(answers.map(({ subject }) => subject).sort()).toEqual([
    'Accepted: Studio <b>budget</b>',
    'Declined: Studio <b>budget</b>',
  ])
  const accepted = answers.find(({ subject }) => subject?.startsWith('Accepted'))
  expect(accepted?.text).toContain('With pleasure.')
  const calendars = answers.map(({ attachments }) =>
    attachments.map(({ content }) => content.toString()).join(),
  )
  for (const one of calendars) expect(one).toMatch(/METHOD:REPLY[\s\S]*UID:1\r\n/)
  expect(calendars.map((one) => /PARTSTAT=(\w+)/.exec(one)?.[1]).sort()).toEqual(['ACCEPTED', 'DECLINED'])
  await page.reload()
  await expect(card).toContainText('You declined.')
})

test('a cancelled event says so, and a calendar that can’t be read is only attached', {
  tag: '@once',
}, async ({ page, mailbox }) => {
  const box = mailbox({
    INBOX: [
      invited(calendar([...MEETING, 'SEQUENCE:3'], 'CANCEL'), 'Cancelled: budget'),
      invited(Buffer.from('BEGIN:VCALENDAR\r\nnothing'), 'Broken'),
    ],
  })
  await signIn(page, box)
  const broken = await open(page, 'Broken')
  await expect(broken.getByRole('button', { name: /Preview invite\.ics/ })).toBeVisible()
  await expect(broken.getByRole('region', { name: 'Calendar event' })).toBeHidden()
  await page.goBack()
  const cancelled = await open(page, 'Cancelled: budget')
  await expect(cancelled.getByRole('region', { name: 'Calendar event' })).toContainText('Cancelled')
})
