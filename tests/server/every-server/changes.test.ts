import type { ImapFlow } from 'imapflow'
import { expect, test } from 'vitest'
import type { Folder } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { ImportedMessage, Message, MessagePage, SearchPage } from '#lib/api/messages.ts'
import { change, undone } from '#tests/servers/change-by-api.ts'
import { eml } from '#tests/servers/eml.ts'
import { onEveryServer } from '#tests/servers/every-server.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const INBOX = folderIdOf('INBOX')

/** Ids by subject. */
async function idsIn(api: Api, path: string): Promise<Record<string, string>> {
  const { body } = await api.get<MessagePage>(`/api/folders/${folderIdOf(path)}/messages?sort=date&limit=200`)
  return Object.fromEntries(body.messages.map(({ subject, id }) => [subject, id]))
}

/** The truth as another client sees it: subject → flags, of a folder. */
async function seenBy(client: ImapFlow, path: string): Promise<Record<string, string>> {
  const { exists } = await client.mailboxOpen(path)
  const found: [string, string][] = []
  if (exists > 0) {
    for await (const { envelope, flags } of client.fetch('1:*', { envelope: true, flags: true })) {
      const words = [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
      found.push([envelope?.subject ?? '', words.join(' ')])
    }
  }
  // Not CLOSE: that would expunge what is marked as deleted.
  await client.mailboxOpen(path, { readOnly: true })
  await client.mailboxClose()
  return Object.fromEntries(found.sort())
}

async function countIn(client: ImapFlow, path: string): Promise<number> {
  const status = await client.status(path, { messages: true })
  return status ? (status.messages ?? -1) : -1
}

const mail = (...subjects: string[]) => subjects.map((subject) => eml({ subject }))

onEveryServer((withMailbox) => {
  test('flags and keywords are set and lifted, keep their spelling, and leave others alone', () =>
    withMailbox(
      { INBOX: [{ raw: eml({ subject: 'one' }), flags: ['\\Seen', 'ToDo'] }, ...mail('two')] },
      async (box) => {
        const api = await signIn(box)
        const { one = '', two = '' } = await idsIn(api, 'INBOX')
        const marked = await change(api, {
          kind: 'flag',
          messages: { ids: [one, two] },
          add: ['\\Flagged', '$Forwarded', 'MixedCase'],
        })
        expect(marked).toMatchObject({ count: 2, missing: [] })
        const client = await box.otherClient()
        expect(await seenBy(client, 'INBOX')).toEqual({
          one: '$Forwarded MixedCase ToDo \\Flagged \\Seen',
          two: '$Forwarded MixedCase \\Flagged',
        })
        await change(api, { kind: 'flag', messages: { ids: [one] }, remove: ['$Forwarded', '\\Seen'] })
        expect(await seenBy(client, 'INBOX')).toEqual({
          one: 'MixedCase ToDo \\Flagged',
          two: '$Forwarded MixedCase \\Flagged',
        })
        await undone(api, marked)
        expect(await seenBy(client, 'INBOX')).toEqual({ one: 'ToDo', two: '' })
      },
    ))

  test('mail moved into Junk is marked as junk, and as it was when that is undone', () =>
    withMailbox(
      { INBOX: [{ raw: eml({ subject: 'one' }), flags: ['NonJunk', 'ToDo'] }, ...mail('two')], Junk: [] },
      async (box) => {
        const api = await signIn(box)
        const junk = box.path('Junk')
        const { one = '', two = '' } = await idsIn(api, 'INBOX')
        const list = (await api.get<MessagePage>(`/api/folders/${INBOX}/messages`)).body
        expect(list.keywords).toBe(true)
        const moved = await change(api, { kind: 'move', messages: { ids: [one, two] }, to: folderIdOf(junk) })
        const client = await box.otherClient()
        expect(await seenBy(client, junk)).toEqual({ one: '$Junk ToDo', two: '$Junk' })
        expect(await undone(api, moved)).toMatchObject({ count: 2, missing: [] })
        expect(await seenBy(client, 'INBOX')).toEqual({ one: 'NonJunk ToDo', two: '' })
      },
    ))

  test('what is marked as deleted by another client survives our expunge of others', () =>
    withMailbox(
      { INBOX: [{ raw: eml({ subject: 'marked' }), flags: ['\\Deleted'] }, ...mail('goes', 'stays')] },
      async (box) => {
        const api = await signIn(box)
        const { goes = '' } = await idsIn(api, 'INBOX')
        expect(await change(api, { kind: 'expunge', messages: { ids: [goes] } })).toMatchObject({ count: 1 })
        const client = await box.otherClient()
        expect(await seenBy(client, 'INBOX')).toEqual({ marked: '\\Deleted', stays: '' })
      },
    ))

  test('a move names where each message went, and its undo brings each back with its flags', () =>
    withMailbox(
      {
        INBOX: [{ raw: eml({ subject: 'one' }), flags: ['\\Seen', 'ToDo'] }, ...mail('two', 'three')],
        Work: [],
      },
      async (box) => {
        const api = await signIn(box)
        const work = box.path('Work')
        const { one = '', three = '' } = await idsIn(api, 'INBOX')
        const moved = await change(api, {
          kind: 'move',
          messages: { ids: [one, three] },
          to: folderIdOf(work),
        })
        const there = await idsIn(api, work)
        expect(moved.moved?.toSorted((a, b) => (a.from < b.from ? -1 : 1))).toEqual([
          { from: one, to: there.one },
          { from: three, to: there.three },
        ])
        const client = await box.otherClient()
        expect(await seenBy(client, work)).toEqual({ one: 'ToDo \\Seen', three: '' })
        expect(await seenBy(client, 'INBOX')).toEqual({ two: '' })
        expect(await undone(api, moved)).toMatchObject({ count: 2, missing: [] })
        expect(await seenBy(client, 'INBOX')).toEqual({ one: 'ToDo \\Seen', three: '', two: '' })
        expect(await countIn(client, work)).toBe(0)
      },
    ))

  test('a copy leaves the original, and its undo takes the copy alone', () =>
    withMailbox({ INBOX: mail('one'), Work: mail('other') }, async (box) => {
      const api = await signIn(box)
      const work = box.path('Work')
      const { one = '' } = await idsIn(api, 'INBOX')
      const copied = await change(api, { kind: 'copy', messages: { ids: [one] }, to: folderIdOf(work) })
      expect(copied).toMatchObject({ count: 1, missing: [] })
      const client = await box.otherClient()
      expect(Object.keys(await seenBy(client, work))).toEqual(['one', 'other'])
      await undone(api, copied)
      expect(await seenBy(client, work)).toEqual({ other: '' })
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '' })
    }))

  test('deleting makes the trash on first use, undo empties it, and from the trash it is for good', () =>
    withMailbox({ INBOX: mail('one', 'two') }, async (box) => {
      const api = await signIn(box)
      const { one = '' } = await idsIn(api, 'INBOX')
      const deleted = await change(api, { kind: 'delete', messages: { ids: [one] } })
      const { folders } = (await api.get<{ folders: Folder[] }>('/api/folders')).body
      const trash = folders.find(({ role }) => role === 'trash')
      expect(trash).toMatchObject({ path: box.path('Trash'), total: 1, subscribed: true })
      const client = await box.otherClient()
      expect(await seenBy(client, 'INBOX')).toEqual({ two: '' })
      await undone(api, deleted)
      expect(await seenBy(client, 'INBOX')).toEqual({ one: '', two: '' })
      const again = await idsIn(api, 'INBOX')
      await change(api, { kind: 'delete', messages: { ids: [again.one ?? ''] } })
      const inTrash = await idsIn(api, box.path('Trash'))
      const gone = await change(api, { kind: 'delete', messages: { ids: [inTrash.one ?? ''] } })
      expect(gone).toMatchObject({ count: 1, undo: null })
      expect(await countIn(client, box.path('Trash'))).toBe(0)
    }))

  test('all that a search over all folders finds is moved by one change, and each goes back to where it was', () =>
    withMailbox(
      { INBOX: mail('rent in June', 'lunch'), Archive: [], Work: mail('rent in May', 'plan') },
      async (box) => {
        const [api, client] = [await signIn(box), await box.otherClient()]
        const [work, archive] = [box.path('Work'), box.path('Archive')]
        const { body: page } = await api.get<SearchPage>('/api/search?q=subject:rent')
        expect(page).toMatchObject({ total: 2, until: { [INBOX]: 2, [folderIdOf(work)]: 2 } })
        const all = { folderId: 'all', q: 'subject:rent', until: page.until }
        const result = await change(api, { kind: 'move', messages: { all }, to: folderIdOf(archive) })
        expect(Object.keys(await seenBy(client, archive))).toEqual(['rent in June', 'rent in May'])
        expect(await undone(api, result)).toMatchObject({ count: 2, missing: [] })
        expect(Object.keys(await seenBy(client, 'INBOX'))).toEqual(['lunch', 'rent in June'])
        expect(Object.keys(await seenBy(client, work))).toEqual(['plan', 'rent in May'])
      },
    ))

  test('a message that another client took away is named as missing, the others are changed', () =>
    withMailbox({ INBOX: mail('one', 'two'), Work: [] }, async (box) => {
      const api = await signIn(box)
      const { one = '', two = '' } = await idsIn(api, 'INBOX')
      const client = await box.otherClient()
      await client.mailboxOpen('INBOX')
      await client.messageDelete('1', { uid: true })
      await client.mailboxClose()
      const moved = await change(api, {
        kind: 'move',
        messages: { ids: [one, two] },
        to: folderIdOf(box.path('Work')),
      })
      expect(moved).toMatchObject({ count: 1, missing: [one] })
      expect(Object.keys(await seenBy(client, box.path('Work')))).toEqual(['two'])
    }))

  test('an imported message keeps its bytes, flags and day', () =>
    withMailbox({ Work: mail('before') }, async (box) => {
      const api = await signIn(box)
      const raw = 'From: a@x.example\r\nSubject: old\r\nDate: Fri, 21 Nov 1997 09:55:06 -0600\r\n\r\nline\r\n'
      const query = `folder=${folderIdOf(box.path('Work'))}&flags=${encodeURIComponent('\\Seen,ToDo')}`
      const response = await api.raw(
        new Request(`http://postern.test/api/messages?${query}`, {
          method: 'POST',
          body: raw,
          headers: { 'content-type': 'message/rfc822' },
        }),
      )
      expect(response.status).toBe(201)
      const { id } = (await response.json()) as ImportedMessage
      const { body } = await api.get<Message>(`/api/messages/${id}`)
      expect(body).toMatchObject({ subject: 'old', receivedAt: '1997-11-21T15:55:06.000Z', text: 'line\n' })
      expect(body.flags.toSorted()).toEqual(['ToDo', '\\Seen'])
      expect(await (await api.raw(`/api/messages/${id}/source`)).text()).toBe(raw)
    }))

  test(
    '1,200 messages are marked, moved and brought back in one call each',
    () =>
      withMailbox(
        { INBOX: mail(...Array.from({ length: 75 }, (_, at) => `m${at}`)), Work: mail('there') },
        async (box) => {
          const client = await box.otherClient()
          await client.mailboxOpen('INBOX')
          for (let count = 75; count < 1_200; count *= 2) {
            await client.messageCopy(`1:${count}`, 'INBOX')
            await client.noop()
          }
          await client.mailboxClose()
          const api = await signIn(box)
          const work = box.path('Work')
          const all = { all: { folderId: INBOX } }
          expect(await change(api, { kind: 'flag', messages: all, add: ['\\Seen'] })).toMatchObject({
            count: 1_200,
          })
          const moved = await change(api, { kind: 'move', messages: all, to: folderIdOf(work) })
          expect(moved).toMatchObject({ count: 1_200, missing: [] })
          expect([await countIn(client, 'INBOX'), await countIn(client, work)]).toEqual([0, 1_201])
          expect(await undone(api, moved)).toMatchObject({ count: 1_200 })
          expect([await countIn(client, 'INBOX'), await countIn(client, work)]).toEqual([1_200, 1])
          const back = await api.get<MessagePage>(`/api/folders/${INBOX}/messages?filter=unread`)
          expect(back.body.total).toBe(0)
        },
      ),
    90_000,
  )
})
