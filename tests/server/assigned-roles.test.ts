import { expect, test } from 'vitest'
import type { ChangeResult } from '#lib/api/changes.ts'
import type { Folder, FolderList } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const rolesOf = async (api: Api) => {
  const { folders } = (await api.get<FolderList>('/api/folders')).body
  return folders.map(({ path, role, roleBy }) => [path, role, roleBy])
}
const INBOX = folderIdOf('INBOX')

test('a folder that the user calls the trash is the trash, until another one is', () =>
  withMailbox({ INBOX: [eml(), eml()], 'Old mail': [], Rubbish: [] }, async (box) => {
    const api = await signIn(box)
    const assign = (path: string) =>
      api.put('/api/settings', { roles: [{ folderId: folderIdOf(path), role: 'trash' }] })
    await assign('Rubbish')
    expect(await rolesOf(api)).toEqual([
      ['INBOX', 'inbox', 'server'],
      ['Rubbish', 'trash', 'user'],
      ['Old mail', null, undefined],
    ])
    const deleteFirst = async () => {
      const { messages } = (await api.get<MessagePage>(`/api/folders/${INBOX}/messages`)).body
      const { body } = await api.post<ChangeResult>('/api/messages/change', {
        kind: 'delete',
        messages: { ids: [messages[0]?.id] },
      })
      return body.moved?.[0]?.to?.split('.')[0]
    }
    expect(await deleteFirst()).toBe(folderIdOf('Rubbish'))
    await assign('Old mail')
    expect(await deleteFirst()).toBe(folderIdOf('Old mail'))
    // No Trash was made beside it.
    expect(await rolesOf(api)).toHaveLength(3)
  }))

test('the word of the mail server stands: what it calls the trash stays the trash', () =>
  withMailbox({ Trash: [], Rubbish: [] }, async (box) => {
    const api = await signIn(box)
    await api.put('/api/settings', { roles: [{ folderId: folderIdOf('Rubbish'), role: 'trash' }] })
    expect(await rolesOf(api)).toEqual([
      ['INBOX', 'inbox', 'server'],
      ['Trash', 'trash', 'server'],
      ['Rubbish', null, undefined],
    ])
  }))

test('a role follows its folder to its new name', () =>
  withMailbox({ Rubbish: [] }, async (box) => {
    const api = await signIn(box)
    await api.put('/api/settings', { roles: [{ folderId: folderIdOf('Rubbish'), role: 'trash' }] })
    const { body } = await api.patch<Folder>(`/api/folders/${folderIdOf('Rubbish')}`, { name: 'Müll' })
    expect(body).toMatchObject({ path: 'Müll', role: 'trash', roleBy: 'user' })
  }))
