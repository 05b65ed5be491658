import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message, MessagePage } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { openDraft, storeDraft, upload } from '#tests/servers/compose-by-api.ts'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'
import { type AnyMailbox, onEveryServer } from '#tests/servers/every-server.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

/** Subjects in Drafts, as another client sees them. */
async function draftsOf(box: AnyMailbox): Promise<string[]> {
  const client = await box.otherClient()
  await client.mailboxOpen(box.path('Drafts'))
  const found = await client.fetchAll('1:*', { envelope: true, flags: true })
  await client.logout()
  return found.map(({ envelope, flags }) => {
    expect(flags).toContain('\\Draft')
    return envelope?.subject ?? ''
  })
}

const INBOX = folderIdOf('INBOX')

async function firstIn(api: Api, path: string): Promise<string> {
  const { body } = await api.get<MessagePage>(`/api/folders/${folderIdOf(path)}/messages`)
  return body.messages[0]?.id ?? ''
}

onEveryServer((withMailbox) => {
  test('a draft is stored, gone on with, replaced by its next version and thrown away', () =>
    withMailbox({ INBOX: [], Drafts: [eml({ subject: 'other' })] }, async (box) => {
      const other = await box.otherClient()
      await other.mailboxOpen(box.path('Drafts'))
      await other.messageFlagsAdd('1', ['\\Draft'])
      await other.logout()
      const api = await signIn(box)
      const draft = {
        to: [
          { name: 'Žofie', address: 'zofie@example.org' },
          { name: '', address: 'half' },
        ],
        bcc: [{ name: '', address: 'hidden@example.org' }],
        subject: 'Ünfinished',
        text: 'line\n\nשלום\n',
        html: '<p>line</p><p dir="rtl">שלום</p>',
      }
      const first = await storeDraft(api, draft)
      expect(await openDraft(api, first.id)).toEqual({
        ...draft,
        cc: [],
        attachments: [],
        // A login that is no address says nothing of who writes.
        ...(box.username.includes('@') && { from: { name: '', address: box.username } }),
        draftId: first.id,
      })
      const source = await (await api.raw(`/api/messages/${first.id}/source`)).text()
      const messageId = /^message-id: .*$/im.exec(source)?.[0]
      const second = await storeDraft(api, { ...draft, subject: 'Second' }, first.id)
      const third = await storeDraft(api, { ...draft, subject: 'Third' }, second.id)
      expect(await draftsOf(box)).toEqual(['other', 'Third'])
      const now = await (await api.raw(`/api/messages/${third.id}/source`)).text()
      expect(now).toContain(messageId)
      for (const stale of [first, second]) {
        const refused = await api.put<Problem>(`/api/drafts/${stale.id}`, draft)
        expect([refused.status, refused.body.code, refused.body.current]).toEqual([409, 'conflict', third.id])
        expect((await api.get<Problem>(`/api/drafts/${stale.id}`)).body.current).toBe(third.id)
      }
      expect((await api.delete(`/api/drafts/${third.id}`)).status).toBe(204)
      expect(await draftsOf(box)).toEqual(['other'])
      expect((await api.put(`/api/drafts/${third.id}`, draft)).status).toBe(404)
    }))

  test('stored again after a lost answer, what one writer stores is one draft, and no newer version of another', () =>
    withMailbox({ INBOX: [], Drafts: [] }, async (box) => {
      const api = await signIn(box)
      const writer = '0b8f5f0e-8f5b-4c52-9d0e-0d8e5a4f7a10'
      const first = await storeDraft(api, { subject: 'one', writer })
      await storeDraft(api, { subject: 'one, again', writer })
      expect(await draftsOf(box)).toEqual(['one, again'])
      const third = await storeDraft(api, { subject: 'two', writer }, first.id)
      expect(await draftsOf(box)).toEqual(['two'])
      const other = { subject: 'three', writer: 'c0a3b7f6-3a52-4c0b-8d0f-52a1d3b0f111' }
      const refused = await api.put<Problem>(`/api/drafts/${first.id}`, other)
      expect([refused.status, refused.body.current]).toEqual([409, third.id])
      await storeDraft(api, other)
      expect((await draftsOf(box)).toSorted()).toEqual(['three', 'two'])
    }))

  test('of two tabs that store the same draft at once one is told of the other, and one draft stands there', () =>
    withMailbox({ INBOX: [], Drafts: [] }, async (box) => {
      const api = await signIn(box)
      const { id } = await storeDraft(api, { subject: 'zero' })
      const answers = await Promise.all(
        ['one', 'two'].map((subject) => api.put<Problem & { id: string }>(`/api/drafts/${id}`, { subject })),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      const stored = answers.find(({ status }) => status === 200)?.body.id
      expect(answers.find(({ status }) => status === 409)?.body.current).toBe(stored)
      expect(await draftsOf(box)).toHaveLength(1)
    }))

  test('files go along from upload, message and former version, and an answer knows what it answers', () =>
    withMailbox(
      {
        INBOX: [
          eml({
            subject: 'With files',
            headers: { 'Message-ID': '<parent@example.org>', References: '<root@example.org>' },
            parts: [
              { filename: 'a.bin', type: 'application/octet-stream', content: Buffer.from('bytes of a') },
              { filename: 'b.bin', type: 'application/octet-stream', content: Buffer.from('bytes of b') },
            ],
          }),
        ],
        Drafts: [],
      },
      async (box) => {
        const api = await signIn(box)
        const original = await firstIn(api, 'INBOX')
        const { body: opened } = await api.get<Message>(`/api/messages/${original}`)
        const [a] = opened.attachments
        const picture = await upload(api, 'pic.png', 'image/png', ONE_PIXEL)
        const first = await storeDraft(api, {
          inReplyTo: original,
          html: '<p><img src="cid:pic@postern"></p>',
          attachments: [
            { uploadId: picture.id, contentId: 'pic@postern' },
            { messageId: original, partId: a?.partId ?? '' },
            { messageId: original },
          ],
        })
        const { attachments } = await openDraft(api, first.id)
        expect(attachments).toEqual(first.attachments)
        expect(attachments.map(({ filename }) => filename).sort()).toEqual([
          'With files.eml',
          'a.bin',
          'pic.png',
        ])
        const second = await storeDraft(
          api,
          { inReplyTo: original, html: '<p><img src="cid:pic@postern"></p>', attachments },
          first.id,
        )
        const { body: stored } = await api.get<Message>(`/api/messages/${second.id}`)
        expect(stored).toMatchObject({
          inReplyTo: 'parent@example.org',
          references: ['root@example.org', 'parent@example.org'],
        })
        expect((await openDraft(api, second.id)).inReplyTo).toBe(original)
        const bytesOf = async (name: string) => {
          const partId = stored.attachments.find(({ filename }) => filename === name)?.partId
          return Buffer.from(
            await (await api.raw(`/api/messages/${second.id}/parts/${partId}`)).arrayBuffer(),
          )
        }
        expect((await bytesOf('a.bin')).toString()).toBe('bytes of a')
        expect((await bytesOf('pic.png')).equals(ONE_PIXEL)).toBe(true)
        expect((await bytesOf('With files.eml')).toString()).toContain('Message-ID: <parent@example.org>')
        expect(stored.attachments.find(({ filename }) => filename === 'pic.png')).toMatchObject({
          disposition: 'inline',
          contentId: expect.stringContaining('pic@postern'),
        })
      },
    ))

  test('no other mail is thrown away as a draft', () =>
    withMailbox({ INBOX: [eml({ subject: 'mail' })], Drafts: [] }, async (box) => {
      const api = await signIn(box)
      const id = await firstIn(api, 'INBOX')
      expect((await api.delete<Problem>(`/api/drafts/${id}`)).body.code).toBe('conflict')
      expect((await api.put<Problem>(`/api/drafts/${id}`, { subject: 'x' })).body.code).toBe('conflict')
      expect(await firstIn(api, 'INBOX')).toBe(id)
      const strange = id.replace(/\.\d+\.(\d+)$/, '.7.$1').replace(INBOX, folderIdOf(box.path('Drafts')))
      expect((await api.put<Problem>(`/api/drafts/${strange}`, {})).body.code).toBe('uidvalidity_changed')
    }))
})
