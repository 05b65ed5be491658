/** Sending, over Dovecot's submission server into mailboxes of the same Dovecot. */
import { randomUUID } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { Message } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { openDraft, storeDraft, upload } from '#tests/servers/compose-by-api.ts'
import { eml } from '#tests/servers/eml.ts'
import { listen } from '#tests/servers/listen.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { signIn } from '#tests/servers/postern.ts'
import { askToSend, send, untilSend } from '#tests/servers/send-by-api.ts'
import { messagesIn, person, sendingServer } from '#tests/servers/sending-server.ts'

const sending = sendingServer()

test('a message arrives as it was written, is filed in Sent as read, and its draft is gone', () =>
  sending.withSender({ Drafts: [], Sent: [] }, (mailbox, api) =>
    withMailbox(
      { INBOX: [] },
      async (other) => {
        const listening = await listen(api)
        const file = await upload(api, 'Größe.txt', 'text/plain; charset=utf-8', 'ünï\n')
        const draft = {
          to: [person(other.username, 'Žofie')],
          cc: [person('cc@elsewhere.example')],
          bcc: [person('hidden@elsewhere.example')],
          subject: 'Ünïcode שלום',
          text: 'Hello\n.\n..\nשלום\n',
          html: '<p>Hello <script>alert(1)</script></p>',
          attachments: [{ uploadId: file.id }],
        }
        const { id: draftId } = await storeDraft(api, draft)
        const sentId = await send(api, { ...draft, draftId })
        const { copyId = '' } = await untilSend(api, sentId, 'sent', ({ copyId }) => copyId !== undefined)
        const [delivery] = sending.relay.deliveries.filter(({ from }) => from === mailbox.username)
        expect(delivery?.to).toEqual([other.username, 'cc@elsewhere.example', 'hidden@elsewhere.example'])
        expect(delivery?.raw.toString()).not.toMatch(/hidden@|bcc:|x-postern/i)
        const arrived = await simpleParser(delivery?.raw ?? '')
        expect(arrived).toMatchObject({ subject: draft.subject, text: draft.text, html: '<p>Hello </p>' })
        expect(arrived.attachments[0]).toMatchObject({ filename: 'Größe.txt', contentType: 'text/plain' })
        expect(arrived.attachments[0]?.content.toString()).toBe('ünï\n')
        const { body: copy } = await api.get<Message>(`/api/messages/${copyId}`)
        expect(copy).toMatchObject({
          flags: ['\\Seen'],
          bcc: [person('hidden@elsewhere.example')],
          to: [person(other.username, 'Žofie')],
          rfcMessageId: arrived.messageId?.slice(1, -1),
        })
        expect(copy.headers.filter(({ name }) => /^x-postern/i.test(name))).toEqual([])
        expect(await messagesIn(api, 'Drafts')).toEqual([])
        expect(await messagesIn(api, 'Sent')).toHaveLength(1)
        await listening.until('send', (told) => told.sentId === sentId && told.copyId === copyId)
        await listening.stop()
        const theirs = await messagesIn(await signIn(other), 'INBOX')
        expect(theirs.map(({ subject }) => subject)).toEqual([draft.subject])
      },
      sending.server,
    ),
  ))

test('what was answered or forwarded is marked, and the answer stands in its conversation', () =>
  sending.withSender(
    {
      INBOX: [
        eml({ subject: 'one', headers: { 'Message-ID': '<one@example.org>' } }),
        eml({ subject: 'two' }),
      ],
    },
    async (_, api) => {
      const [two, one] = await messagesIn(api, 'INBOX')
      const answer = { to: [person('a@elsewhere.example')], subject: 'Re: one', inReplyTo: one?.id }
      const forward = {
        to: [person('a@elsewhere.example')],
        subject: 'Fwd: two',
        forwardOf: two?.id,
        attachments: [{ messageId: two?.id ?? '' }],
      }
      const sent = [await send(api, answer), await send(api, forward)]
      for (const id of sent) await untilSend(api, id, 'sent', ({ copyId }) => copyId !== undefined)
      const flags = Object.fromEntries(
        (await messagesIn(api, 'INBOX')).map(({ subject, flags }) => [subject, flags]),
      )
      expect(flags).toEqual({ one: ['\\Answered'], two: ['$Forwarded'] })
      const raw = sending.relay.deliveries.find(({ raw }) => raw.includes('Subject: Re: one'))?.raw ?? ''
      expect(await simpleParser(raw)).toMatchObject({
        inReplyTo: '<one@example.org>',
        references: '<one@example.org>',
      })
    },
  ))

test('the same key sends once, whether it comes twice at once, later, or beside another for the same draft', () =>
  sending.withSender({ Drafts: [] }, async (_, api) => {
    const draft = { to: [person('a@elsewhere.example')], subject: 'only once' }
    const both = await Promise.all([askToSend(api, draft, 'key 1'), askToSend(api, draft, 'key 1')])
    const again = await askToSend(api, { ...draft, subject: 'another' }, 'key 1')
    expect(new Set([...both, again].map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(again.status).toBe(202)
    await untilSend(api, again.body.sentId, 'sent')
    expect(sending.relay.countOf('only once')).toBe(1)
    const tabs = { to: draft.to, subject: 'two tabs' }
    const { id: draftId } = await storeDraft(api, tabs)
    const answers = await Promise.all([
      askToSend(api, { ...tabs, draftId }),
      askToSend(api, { ...tabs, draftId }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409])
    const sentId = answers.find(({ status }) => status === 202)?.body.sentId ?? ''
    await untilSend(api, sentId, 'sent', ({ copyId }) => copyId !== undefined)
    expect((await askToSend(api, { ...tabs, draftId })).status).toBe(404)
    expect(sending.relay.countOf('two tabs')).toBe(1)
  }))

test('what was written on meanwhile stays, and is sent as another message', () =>
  sending.withSender(
    { Drafts: [], Sent: [] },
    async (_, api) => {
      const draft = { to: [person('a@elsewhere.example')], subject: 'first version' }
      const { id: draftId } = await storeDraft(api, draft)
      const sentId = await send(api, { ...draft, draftId })
      const newer = await storeDraft(api, { ...draft, subject: 'newer version' }, draftId)
      await untilSend(api, sentId, 'sent', ({ copyId }) => copyId !== undefined)
      expect((await messagesIn(api, 'Drafts')).map(({ subject }) => subject)).toEqual(['newer version'])
      const again = await send(api, { ...draft, subject: 'newer version', draftId: newer.id })
      await untilSend(api, again, 'sent', ({ copyId }) => copyId !== undefined)
      const ids = sending.relay.deliveries
        .filter(({ raw }) => /^subject: .* version/im.test(raw.toString()))
        .map(({ raw }) => /^message-id: .*$/im.exec(raw.toString())?.[0])
      expect(new Set(ids).size).toBe(2)
      expect(await messagesIn(api, 'Sent')).toHaveLength(2)
      expect(await messagesIn(api, 'Drafts')).toEqual([])
    },
    { undoSeconds: 1 },
  ))

test('a message can be taken back within its window, is a draft again to the last word, and never leaves', () =>
  sending.withSender(
    { Drafts: [] },
    async (_, api) => {
      const draft = {
        to: [person('a@elsewhere.example')],
        bcc: [person('b@elsewhere.example')],
        subject: 'taken back',
      }
      const { id: draftId } = await storeDraft(api, draft)
      for (const given of [{ draftId }, {}]) {
        const { body } = await askToSend(api, { ...draft, ...given, text: 'the last word\n' })
        expect(Date.parse(body.undoUntil) - Date.now()).toBeGreaterThan(50_000)
        expect((await api.get(`/api/send/${body.sentId}`)).body).toEqual({ status: 'waiting', refused: [] })
        expect((await api.delete(`/api/send/${body.sentId}`)).status).toBe(204)
        const state = await untilSend(api, body.sentId, 'failed')
        expect(await openDraft(api, state.draftId ?? '')).toMatchObject({ ...draft, text: 'the last word\n' })
        expect((await api.delete<Problem>(`/api/send/${body.sentId}`)).body.code).toBe('conflict')
        expect((await api.delete(`/api/drafts/${state.draftId}`)).status).toBe(204)
        expect(await messagesIn(api, 'Drafts')).toEqual([])
      }
      expect(sending.relay.countOf('taken back')).toBe(0)
    },
    { undoSeconds: 60 },
  ))

test('whoever is refused is named with the server’s words, and the others get it', () =>
  sending.withSender({ Drafts: [] }, async (_, api) => {
    const some = await send(api, {
      to: [person('no-one@elsewhere.example'), person('a@elsewhere.example')],
      subject: 'to some',
    })
    expect((await untilSend(api, some, 'sent')).refused).toEqual([
      { address: 'no-one@elsewhere.example', detail: expect.stringContaining('There is no no-one') },
    ])
    expect(sending.relay.countOf('to some')).toBe(1)
    const none = await send(api, { to: [person('no-one@elsewhere.example')], subject: 'to none' })
    const failed = await untilSend(api, none, 'failed', ({ draftId }) => draftId !== undefined)
    expect(failed.refused).toHaveLength(1)
    const spoofed = await send(api, {
      from: person('spoofed@elsewhere.example'),
      to: [person('a@elsewhere.example')],
      subject: 'spoofed',
    })
    expect((await untilSend(api, spoofed, 'failed')).detail).toContain('You may not send as this address')
    const poisonous = await send(api, { to: [person('a@elsewhere.example')], subject: 'poisonous' })
    expect((await untilSend(api, poisonous, 'failed')).detail).toContain('looks like spam')
    expect((await messagesIn(api, 'Drafts')).map(({ subject }) => subject).sort()).toContain('to none')
  }))

test('what failed can be sent again from the window that never heard where its draft is now', () =>
  sending.withSender({ Drafts: [], Sent: [] }, async (_, api) => {
    const draft = {
      from: person('spoofed@elsewhere.example'),
      to: [person('a@elsewhere.example')],
      subject: 'sent again',
      writer: randomUUID(),
    }
    const { id: draftId } = await storeDraft(api, draft)
    const failed = await send(api, { ...draft, draftId })
    await untilSend(api, failed, 'failed', ({ draftId }) => draftId !== undefined)
    // Another window may not: it has not seen what stands there now.
    const { from: _from, ...mended } = draft
    const other = await askToSend(api, { ...mended, writer: randomUUID(), draftId })
    expect([other.status, other.body.code]).toEqual([409, 'conflict'])
    const again = await send(api, { ...mended, draftId })
    await untilSend(api, again, 'sent', ({ copyId }) => copyId !== undefined)
    expect(sending.relay.countOf('sent again')).toBe(1)
    expect(await messagesIn(api, 'Drafts')).toEqual([])
  }))

test.each([
  ['a line end in a subject', { subject: 'a\r\nBcc: evil@example.org' }, 'subject'],
  ['a line end in a name', { to: [person('a@b.example', 'a\nb')] }, 'to.0.name'],
  ['a NUL in an address', { to: [person('a\0@b.example')] }, 'to.0.address'],
  ['a quoted trick', { to: [person('"a@evil.example x"@good.example')] }, 'to.0.address'],
  ['a bracket', { to: [person('a@good.example> RCPT TO:<b@evil.example')] }, 'to.0.address'],
  ['two addresses', { cc: [person('a@b.example,c@d.example')] }, 'cc.0.address'],
  ['half an address', { bcc: [person('sam')] }, 'bcc.0.address'],
  ['an invisible letter', { to: [person('a\u200b@b.example')] }, 'to.0.address'],
  ['a sender who is none', { from: person('me') }, 'from.address'],
  ['nobody', { to: [] }, 'to'],
])('%s is refused before anything is sent', (_, wrong, path) =>
  sending.withSender({}, async (_, api) => {
    const draft = { to: [person('a@elsewhere.example')], subject: 'refused', ...wrong }
    const { status, body } = await askToSend(api, draft)
    expect([status, body.code]).toEqual([400, 'bad_request'])
    expect(body.issues?.map((issue) => issue.path)).toContain(path)
    const keyless = await api.post<Problem>('/api/send', { to: [person('a@b.example')] })
    expect(keyless.body.issues?.[0]?.path).toBe('Idempotency-Key')
  }),
)
