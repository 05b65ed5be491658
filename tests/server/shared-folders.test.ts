import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ChangeResult } from '#lib/api/changes.ts'
import type { Folder, FolderList } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { signIn } from '#tests/servers/postern.ts'
import { SHARED, share } from '#tests/servers/shared-by-all.ts'

let dovecot: { server: Dovecot; stop: () => Promise<void> }

beforeAll(async () => {
  dovecot = await startDovecot({ extra: SHARED })
  share(dovecot.server, 'Minutes', 'lr')
  share(dovecot.server, 'Board', 'lrwstie')
})
afterEach(closeAccounts)
afterAll(() => dovecot.stop())

test('a shared folder says its rights, one’s own needs none', () =>
  withMailbox(
    { INBOX: [eml()] },
    async (box) => {
      const api = await signIn(box)
      const { folders } = (await api.get<FolderList>('/api/folders')).body
      const rightsOf = (path: string) => folders.find((folder: Folder) => folder.path === path)?.rights
      expect([...(rightsOf('Shared/Minutes') ?? '')].sort().join('')).toBe('lr')
      expect([...(rightsOf('Shared/Board') ?? '')].filter((right) => 'lrwstie'.includes(right))).toHaveLength(
        7,
      )
      expect(rightsOf('INBOX')).toBeUndefined()
    },
    dovecot.server,
  ))

test('what the rights forbid is refused with a sentence, and nothing is changed', () =>
  withMailbox(
    { INBOX: [eml()] },
    async (box) => {
      const api = await signIn(box)
      const minutes = folderIdOf('Shared/Minutes')
      const { messages } = (await api.get<MessagePage>(`/api/folders/${minutes}/messages`)).body
      const ids = messages.map(({ id }) => id)
      expect(ids).toHaveLength(1)
      const change = (body: object) =>
        api.post<{ code: string; detail: string }>('/api/messages/change', body)
      for (const body of [
        { kind: 'flag', messages: { ids }, add: ['\\Seen'] },
        { kind: 'move', messages: { ids }, to: folderIdOf('INBOX') },
        { kind: 'expunge', messages: { ids } },
        { kind: 'copy', messages: { all: { folderId: folderIdOf('INBOX') } }, to: minutes },
      ]) {
        const answer = await change(body)
        expect([body.kind, answer.status, answer.body.code]).toEqual([body.kind, 403, 'forbidden'])
      }
      const after = await api.get<MessagePage>(`/api/folders/${minutes}/messages`)
      expect(after.body.messages.map(({ id, flags }) => [id, flags])).toEqual([[ids[0], []]])
      expect((await api.get<MessagePage>(`/api/folders/${folderIdOf('INBOX')}/messages`)).body.total).toBe(1)
    },
    dovecot.server,
  ))

test('of all that a search finds, a folder that may not be changed keeps nothing else from it, and is named', () =>
  withMailbox(
    { INBOX: [eml({ subject: 'Minutes of May' })], Work: [eml({ subject: 'Minutes of June' })] },
    async (box) => {
      const api = await signIn(box)
      const messages = { all: { folderId: 'all', q: 'subject:Minutes' } }
      const archive = { kind: 'move', messages, to: folderIdOf('Work') }
      const { status, body } = await api.post<Problem>('/api/messages/change', archive)
      expect(status).toBe(403)
      expect(body.detail).toContain('Shared/Minutes')
      const totalIn = async (path: string) =>
        (await api.get<MessagePage>(`/api/folders/${folderIdOf(path)}/messages`)).body.total
      expect([await totalIn('INBOX'), await totalIn('Work'), await totalIn('Shared/Minutes')]).toEqual([
        0, 2, 1,
      ])
      const back = await api.post<ChangeResult>('/api/messages/change', body.undo)
      expect(back.body).toMatchObject({ count: 1 })
      expect([await totalIn('INBOX'), await totalIn('Work')]).toEqual([1, 1])
    },
    dovecot.server,
  ))
