import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Folder } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Problem } from '#lib/api/problem.ts'
import { startDovecot } from '#tests/servers/dovecot.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

// In Maildir++ the delimiter is a dot and everything but the inbox is below `INBOX.`.
const SHARED = `
namespace others {
  type = shared
  prefix = INBOX.users.%%u.
  separator = .
  location = maildir:%%h/Maildir
  list = children
  subscriptions = no
}
`
let prefixed: Awaited<ReturnType<typeof startDovecot>>
let bare: Awaited<ReturnType<typeof startDovecot>>
beforeAll(async () => {
  prefixed = await startDovecot({ delimiter: '.', prefix: 'INBOX.', extra: SHARED })
  bare = await startDovecot({ delimiter: '.', prefix: 'INBOX.', capability: 'IMAP4rev1 NAMESPACE' })
})
afterAll(async () => {
  await prefixed.stop()
  await bare.stop()
})

const url = (path: string) => `/api/folders/${folderIdOf(path)}`
const folders = async (api: Api) => (await api.get<{ folders: Folder[] }>('/api/folders')).body.folders

test.each([
  ['a server with the prefix INBOX.', () => prefixed.server],
  ['one that can nothing but IMAP4rev1', () => bare.server],
])('%s keeps folders at the top, under names of any kind', (_name, server) =>
  withMailbox(
    { INBOX: [eml()], Trash: [eml(), eml()], 'Work.2024': [{ raw: eml(), flags: ['\\Seen'] }, eml()] },
    async (box) => {
      const api = await signIn(box)
      expect(
        (await folders(api)).map(({ path, parentId, role, total, unread }) => [
          path,
          parentId,
          role,
          total,
          unread,
        ]),
      ).toEqual([
        ['INBOX', null, 'inbox', 1, 1],
        ['INBOX.Trash', null, 'trash', 2, 2],
        ['INBOX.Work', null, null, null, null],
        ['INBOX.Work.2024', folderIdOf('INBOX.Work'), null, 2, 1],
      ])
      const made = await api.post<Folder>('/api/folders', { name: 'Büro & 100% *🌊* 日本語' })
      expect(made).toMatchObject({
        status: 201,
        body: {
          path: 'INBOX.Büro & 100% *🌊* 日本語',
          parentId: null,
          delimiter: '.',
          subscribed: true,
          total: 0,
        },
      })
      const child = await api.post<Folder>('/api/folders', { name: 'child', parentId: made.body.id })
      expect(child.body).toMatchObject({
        path: 'INBOX.Büro & 100% *🌊* 日本語.child',
        parentId: made.body.id,
      })
      const { status, body } = await api.post<Problem>('/api/folders', { name: 'a.b' })
      expect([status, body.issues?.[0]?.path]).toEqual([400, 'name'])
      const moved = await api.patch<Folder>(url('INBOX.Work.2024'), { parentId: null, name: 'Old' })
      expect(moved.body).toMatchObject({ path: 'INBOX.Old', parentId: null, total: 2, subscribed: true })
      const conflict = await api.patch<Problem>(url('INBOX.Old'), { name: 'Trash' })
      expect([conflict.status, conflict.body.code]).toEqual([409, 'conflict'])
      expect(await api.post(`${url('INBOX.Trash')}/empty`)).toMatchObject({
        status: 200,
        body: { deleted: 2 },
      })
      expect(await api.delete(`/api/folders/${made.body.id}`)).toMatchObject({ status: 409 })
      expect(await api.delete(`/api/folders/${made.body.id}?force=true`)).toMatchObject({ status: 204 })
      expect((await folders(api)).filter(({ selectable }) => selectable).map(({ path }) => path)).toEqual([
        'INBOX',
        'INBOX.Trash',
        'INBOX.Old',
      ])
    },
    server(),
  ),
)

test('emptying without UIDPLUS takes only what was there, and keeps new mail', () =>
  withMailbox(
    { Trash: [eml(), { raw: eml(), flags: ['\\Deleted'] }, eml()] },
    async (box) => {
      const api = await signIn(box)
      const client = await box.otherClient()
      const emptied = api.post(`${url('INBOX.Trash')}/empty`)
      await client.append('INBOX.Trash', 'Subject: late\r\n\r\nx\r\n')
      const { deleted } = (await emptied).body as { deleted: number }
      expect((await folders(api)).find(({ path }) => path === 'INBOX.Trash')?.total).toBe(4 - deleted)
      expect(deleted).toBeGreaterThanOrEqual(3)
    },
    bare.server,
  ))
