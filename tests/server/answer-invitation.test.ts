/** Answers to invitations, as the organiser gets them. */
import { randomUUID } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { AcceptedSend } from '#lib/api/compose.ts'
import type { InvitationAnswer } from '#lib/api/invitation.ts'
import type { Message } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { componentsOf, lineOf } from '#lib/mail/calendar/content-lines.ts'
import { eml } from '#tests/servers/eml.ts'
import { untilSend } from '#tests/servers/send-by-api.ts'
import { messagesIn, sendingServer } from '#tests/servers/sending-server.ts'

const sending = sendingServer()

function invitation(attendee: string): string {
  const content = [
    ...['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:lunch-1', 'SEQUENCE:2'],
    ...['DTSTART:20261201T130000Z', 'SUMMARY:Frühstück', 'ORGANIZER;CN=Bo:mailto:bo@elsewhere.example'],
    ...[`ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:${attendee}`, 'END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n')
  const headers = { 'Reply-To': 'somebody@else.example', 'Message-ID': `<${randomUUID()}@elsewhere.example>` }
  return eml({
    text: 'Come!',
    headers,
    parts: [{ filename: 'invite.ics', type: 'text/calendar; charset=utf-8', content: Buffer.from(content) }],
  })
}

test('an answer goes to the organiser alone, from the address that was asked, as calendars read it', () =>
  sending.withSender({ Sent: [] }, async (mailbox, api) => {
    const client = await mailbox.otherClient()
    await client.append('INBOX', invitation(mailbox.username.replace('@', '+cal@')))
    await client.logout()
    const [message] = await messagesIn(api, 'INBOX')
    const path = `/api/messages/${message?.id}/invitation`
    const asked = mailbox.username.replace('@', '+cal@')
    const { body } = await api.get<InvitationAnswer>(path)
    expect(body.invitation?.attendee).toEqual({ name: '', address: asked })

    const headers = { 'idempotency-key': randomUUID() }
    const reply = { status: 'accepted', comment: 'Gladly.' }
    const first = await api.post<AcceptedSend>(path, reply, { headers })
    const again = await api.post<AcceptedSend>(path, reply, { headers })
    expect([first.status, again.body]).toEqual([202, first.body])
    await untilSend(api, first.body.sentId, 'sent', ({ copyId }) => copyId !== undefined)
    const deliveries = sending.relay.deliveries.filter(({ from }) => from === asked)
    expect(deliveries.map(({ to }) => to)).toEqual([['bo@elsewhere.example']])
    const mail = await simpleParser(deliveries[0]?.raw ?? '')
    expect(mail.subject).toBe('Accepted: Frühstück')
    expect(mail.text).toContain('Gladly.')
    const { body: original } = await api.get<Message>(`/api/messages/${message?.id}`)
    expect(mail.inReplyTo).toBe(`<${original.rfcMessageId}>`)
    const raw = deliveries[0]?.raw.toString() ?? ''
    expect(raw).toMatch(/content-type: text\/calendar; charset=utf-8; method=REPLY/i)
    const calendar = mail.attachments.find(({ contentType }) => /calendar|ics/.test(contentType))
    const [event] = componentsOf(calendar?.content.toString() ?? '')[0]?.children ?? []
    const value = (name: string) => event && lineOf(event, name)?.value
    expect([value('UID'), value('SEQUENCE'), value('SUMMARY'), value('COMMENT')]).toEqual([
      ...['lunch-1', '2', 'Frühstück', 'Gladly.'],
    ])
    expect(event && lineOf(event, 'ATTENDEE')?.parameters.get('PARTSTAT')).toBe('ACCEPTED')
  }))

test('who is not asked can answer nothing, and a wrong answer is none', () =>
  sending.withSender({ Sent: [] }, async (mailbox, api) => {
    const client = await mailbox.otherClient()
    await client.append('INBOX', invitation('somebody@else.example'))
    await client.append('INBOX', eml({ subject: 'No invitation' }))
    await client.logout()
    const headers = { 'idempotency-key': randomUUID() }
    for (const { id } of await messagesIn(api, 'INBOX')) {
      const refused = await api.post<Problem>(
        `/api/messages/${id}/invitation`,
        { status: 'accepted' },
        { headers },
      )
      expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
      const wrong = await api.post<Problem>(
        `/api/messages/${id}/invitation`,
        { status: 'perhaps' },
        { headers },
      )
      expect(wrong.status).toBe(400)
    }
    expect(sending.relay.deliveries.filter(({ from }) => from === mailbox.username)).toEqual([])
  }))
