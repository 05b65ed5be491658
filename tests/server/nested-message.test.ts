import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const ID = `${folderIdOf('INBOX')}.1700000000.1`
const open = (api: Api, partId: string) => api.get<Message>(`/api/messages/${ID}/parts/${partId}/message`)

function forwarded(message: string, encoding = '7bit'): string {
  return [
    'From: outer@example.org\r\nSubject: Fwd: see inside\r\nContent-Type: multipart/mixed; boundary=outer-1',
    '',
    '--outer-1\r\nContent-Type: text/plain\r\n\r\nsee inside\r\n--outer-1',
    `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${message}`,
    '--outer-1--\r\n',
  ].join('\r\n')
}

const PDF = { filename: 'Ärger.pdf', type: 'application/pdf', content: Buffer.from('%PDF') }
const DOT = { filename: 'dot.png', type: 'image/png', content: ONE_PIXEL, cid: 'dot@example.org' }

test('a message inside a message is read as any other, and its parts are downloaded by the names it gives', () =>
  withMailbox(
    {
      INBOX: [forwarded(eml({ subject: 'Grüße', text: 'plain ä', html: '<p>rich</p>', parts: [DOT, PDF] }))],
    },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const outer = await api.get<Message>(`/api/messages/${ID}`)
      expect(outer.body).toMatchObject({ text: 'see inside', subject: 'Fwd: see inside' })
      expect(outer.body.attachments).toMatchObject([{ partId: '2', contentType: 'message/rfc822' }])
      const { status, body } = await open(api, '2')
      expect(status).toBe(200)
      expect(body).toMatchObject({
        id: ID,
        subject: 'Grüße',
        from: [{ name: 'Mara Lindqvist', address: 'mara@lindqvist.example' }],
        text: 'plain ä',
        html: '<p>rich</p>',
        preview: 'plain ä',
        flags: [],
        hasAttachments: true,
        attachments: [
          { filename: 'dot.png', disposition: 'inline', contentId: 'dot@example.org' },
          { filename: 'Ärger.pdf', disposition: 'attachment', size: 4 },
        ],
      })
      const files = await Promise.all(
        body.attachments.map(async ({ partId }) =>
          Buffer.from(await (await api.raw(`/api/messages/${ID}/parts/${partId}`)).bytes()),
        ),
      )
      expect(files).toEqual([ONE_PIXEL, PDF.content])
    },
  ))

test('messages are opened one inside the other, and a single text needs no multipart', () => {
  const innermost = eml({ subject: 'innermost', text: 'bottom' })
  const middle = `Subject: middle\r\nContent-Type: message/rfc822\r\n\r\n${innermost}`
  return withMailbox({ INBOX: [forwarded(middle)] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const between = await open(api, '2')
    expect(between.body).toMatchObject({ subject: 'middle', text: null })
    const [inside] = between.body.attachments
    expect(inside).toMatchObject({ contentType: 'message/rfc822' })
    const bottom = await open(api, inside?.partId ?? '')
    expect(bottom.body).toMatchObject({ subject: 'innermost', text: 'bottom', attachments: [] })
  })
})

test('a message that is nothing but another message is opened too', () =>
  withMailbox(
    { INBOX: [`Subject: only\r\nContent-Type: message/rfc822\r\n\r\n${eml({ subject: 'in', text: 'hi' })}`] },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const { body } = await api.get<Message>(`/api/messages/${ID}`)
      const opened = await open(api, body.attachments[0]?.partId ?? '')
      expect(opened.body).toMatchObject({ subject: 'in', text: 'hi' })
    },
  ))

test('a nested body whose parts were lost is one attachment with all that was written', () => {
  const lost = 'Subject: lost\r\nContent-Type: multipart/mixed; boundary=never\r\n\r\nall of it\r\n'
  return withMailbox({ INBOX: [forwarded(lost)] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const { body } = await open(api, '2')
    const [whole] = body.attachments
    const bytes = await (await api.raw(`/api/messages/${ID}/parts/${whole?.partId}`)).text()
    expect(bytes).toContain('all of it')
  })
})

test('what is no message, or not there, is not found', () =>
  withMailbox({ INBOX: [forwarded(eml())] }, async (mailbox) => {
    const api = await signIn(mailbox)
    for (const partId of ['1', '3', '2.9', 'TEXT']) {
      const answer = await api.get<Problem>(`/api/messages/${ID}/parts/${partId}/message`)
      expect([partId, answer.status, answer.body.code]).toEqual([partId, 404, 'not_found'])
    }
  }))
