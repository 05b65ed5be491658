import { expect, test } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { Message, MessagePage } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'
import { onEveryServer } from '#tests/servers/every-server.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const INBOX = folderIdOf('INBOX')

const listed = async (api: Api) =>
  (await api.get<MessagePage>(`/api/folders/${INBOX}/messages?sort=date`)).body.messages

async function bytesOf(api: Api, path: string): Promise<Buffer> {
  const response = await api.raw(path)
  expect(response.status, path).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

onEveryServer((withMailbox) => {
  test('a message is read whole: texts, attachments byte for byte, and its source as it was stored', () => {
    const pdf = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7) % 256))
    const raw = eml({
      subject: 'Grüße',
      text: 'Plain wörds\n',
      html: '<p>Rich wörds <img src="cid:pixel"></p>',
      parts: [
        { filename: 'Vertrag.pdf', type: 'application/pdf', content: pdf },
        { filename: 'pixel.png', type: 'image/png', content: ONE_PIXEL, cid: 'pixel' },
      ],
    })
    return withMailbox({ INBOX: [raw] }, async (box) => {
      const api = await signIn(box)
      const [row] = await listed(api)
      const { body } = await api.get<Message>(`/api/messages/${row?.id}`)
      expect(body).toMatchObject({ subject: 'Grüße', text: 'Plain wörds\n', flags: [] })
      expect(body.html).toContain('<p>Rich wörds')
      expect(body.attachments.map(({ filename, contentId }) => [filename, contentId])).toEqual([
        ['Vertrag.pdf', null],
        ['pixel.png', 'pixel'],
      ])
      const [file, image] = body.attachments
      expect(await bytesOf(api, `/api/messages/${row?.id}/parts/${file?.partId}`)).toEqual(pdf)
      expect(await bytesOf(api, `/api/messages/${row?.id}/parts/${image?.partId}`)).toEqual(ONE_PIXEL)
      expect(await bytesOf(api, `/api/messages/${row?.id}/source`)).toEqual(
        Buffer.from(raw.replaceAll(/\r?\n/g, '\r\n')),
      )
      expect((await listed(api))[0]?.flags).toEqual([])
    })
  })

  test('mail nobody would write is read all the same', () => {
    const odd = [
      'Subject: no body at all\n',
      'Subject: 8bit\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\nK\xf6ttbullar\n',
      `Subject: deep\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\ninner\n--b--\n--a\nContent-Type: message/rfc822\n\nSubject: forwarded\n\nof old\n--a--\n`,
      'Subject: lost\nContent-Type: multipart/mixed; boundary=never\n\nno boundary here\n',
      'Subject: =?utf-8?q?half=\nContent-Type: text/html\n\n<b>still',
    ]
    return withMailbox(
      { INBOX: odd.map((raw) => Buffer.from(raw.replaceAll('\n', '\r\n'), 'latin1')) },
      async (box) => {
        const api = await signIn(box)
        const texts = []
        for (const { id, uid } of (await listed(api)).toSorted((a, b) => a.uid - b.uid)) {
          const { status, body } = await api.get<Message>(`/api/messages/${id}`)
          expect(status, `${uid}`).toBe(200)
          texts.push((body.text ?? body.html ?? '').trim())
          const source = await bytesOf(api, `/api/messages/${id}/source`)
          expect(source.toString('latin1').trimEnd()).toBe(odd[uid - 1]?.replaceAll('\n', '\r\n').trimEnd())
        }
        expect(texts[0]).toBe('')
        expect(texts[1]).toBe('Köttbullar')
        expect(texts[2]).toContain('inner')
        expect(texts[4]).toContain('still')
      },
    )
  })

  test('a message that is gone is not found, one of another UIDVALIDITY is told apart', () =>
    withMailbox({ INBOX: [eml(), eml()] }, async (box) => {
      const api = await signIn(box)
      const [row] = await listed(api)
      const client = await box.otherClient()
      await client.mailboxOpen('INBOX')
      await client.messageDelete(`${row?.uid}`, { uid: true })
      // A server may still show what it has not told us is gone: the list makes it tell.
      expect(await listed(api)).toHaveLength(1)
      const gone = await api.get<Problem>(`/api/messages/${row?.id}`)
      expect([gone.status, gone.body.code]).toEqual([404, 'not_found'])
      const stale = messageIdOf({ folderId: INBOX, uidValidity: 5, uid: 2 })
      const answer = await api.get<Problem>(`/api/messages/${stale}`)
      expect([answer.status, answer.body.code]).toEqual([409, 'uidvalidity_changed'])
    }))
})
