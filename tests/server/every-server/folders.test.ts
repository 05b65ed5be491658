import { expect, test } from 'vitest'
import type { Folder } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Problem } from '#lib/api/problem.ts'
import { eml } from '#tests/servers/eml.ts'
import { onEveryServer } from '#tests/servers/every-server.ts'
import { type Api, browser, pointAt, signIn } from '#tests/servers/postern.ts'

const read = { flags: ['\\Seen'] }
const folders = async (api: Api) => (await api.get<{ folders: Folder[] }>('/api/folders')).body.folders
const url = (path: string) => `/api/folders/${folderIdOf(path)}`

/** Names as people give them; what a server can't keep it refuses in its own words. */
const ODD_NAMES = [
  'Büro & Küche',
  '100% sure',
  '*starred*',
  'quote " and ’ and \'',
  'back\\slash',
  '日本語',
  'wave 🌊',
  'a(b){c}[d]',
  '~tilde',
  '#hash',
  'dot.in.it',
  'slash/in/it',
  '&-',
  'INBOX two',
]

onEveryServer((withMailbox) => {
  test('the right password opens the mailbox, another one does not', () =>
    withMailbox({}, async (box) => {
      pointAt(box)
      const { username, password } = box
      const wrong = await browser().post<Problem>('/api/session', { username, password: `${password}x` })
      expect(wrong).toMatchObject({ status: 401, body: { code: 'login_failed' } })
      const api = await signIn(box)
      expect((await api.get('/api/session')).body).toMatchObject({ username })
    }))

  test('all folders are listed with their roles, counts and places', () =>
    withMailbox(
      {
        INBOX: [eml(), { raw: eml(), ...read }],
        Trash: [eml()],
        Sent: [{ raw: eml(), ...read }],
        Work: [],
        'Work/2024': [eml(), eml(), { raw: eml(), ...read }],
      },
      async (box) => {
        const { path } = box
        const told = (await folders(await signIn(box))).map((folder) => [
          folder.path,
          folder.parentId,
          folder.role,
          folder.total,
          folder.unread,
          folder.subscribed || folder.path === 'INBOX',
        ])
        expect(told).toEqual([
          ['INBOX', null, 'inbox', 2, 1, true],
          [path('Sent'), null, 'sent', 1, 0, true],
          [path('Trash'), null, 'trash', 1, 1, true],
          [path('Work'), null, null, 0, 0, true],
          [path('Work/2024'), folderIdOf(path('Work')), null, 3, 2, true],
        ])
      },
    ))

  test('a folder is made, moved with what is below it, unsubscribed and deleted', () =>
    withMailbox({ Projects: [], 'Projects/Old': [eml(), eml()], Shelf: [] }, async (box) => {
      const { path } = box
      const api = await signIn(box)
      const made = await api.post<Folder>('/api/folders', {
        name: 'New',
        parentId: folderIdOf(path('Projects')),
      })
      expect(made).toMatchObject({
        status: 201,
        body: { path: path('Projects/New'), name: 'New', subscribed: true, total: 0, unread: 0 },
      })
      const again = await api.post<Problem>('/api/folders', {
        name: 'New',
        parentId: folderIdOf(path('Projects')),
      })
      expect([again.status, again.body.code]).toEqual([409, 'conflict'])
      const moved = await api.patch<Folder>(url(path('Projects')), {
        name: 'Done',
        parentId: folderIdOf(path('Shelf')),
      })
      expect(moved.body).toMatchObject({ path: path('Shelf/Done'), subscribed: true })
      const below = (await folders(api)).filter((folder) => folder.path.startsWith(path('Shelf/')))
      expect(below.map((folder) => [folder.path, folder.total, folder.subscribed])).toEqual([
        [path('Shelf/Done'), 0, true],
        [path('Shelf/Done/New'), 0, true],
        [path('Shelf/Done/Old'), 2, true],
      ])
      const quiet = await api.patch<Folder>(url(path('Shelf/Done/Old')), { subscribed: false })
      expect(quiet.body).toMatchObject({ path: path('Shelf/Done/Old'), subscribed: false })
      expect((await api.delete<Problem>(url(path('Shelf')))).status).toBe(409)
      expect((await api.delete(`${url(path('Shelf'))}?force=true`)).status).toBe(204)
      expect((await folders(api)).map((folder) => folder.path)).toEqual(['INBOX'])
      expect((await api.delete<Problem>(url(path('Shelf')))).status).toBe(404)
    }))

  test(
    'a name of any kind is kept as it was given, or refused in the server’s words; never bent',
    () =>
      withMailbox({}, async (box) => {
        const api = await signIn(box)
        const kept: string[] = []
        for (const name of ODD_NAMES) {
          const made = await api.post<Folder & Problem>('/api/folders', { name })
          if (made.status === 201) {
            expect(made.body).toMatchObject({ name, path: box.prefix + name, parentId: null })
            kept.push(name)
          } else if (name.includes(box.delimiter)) {
            expect([made.status, made.body.issues?.[0]?.path]).toEqual([400, 'name'])
          } else {
            expect([made.status, made.body.code], name).toEqual([422, 'refused'])
            expect(made.body.detail, name).toBeTruthy()
          }
        }
        expect(kept).toEqual(expect.arrayContaining(['Büro & Küche', '日本語', '&-', 'INBOX two']))
        const other = await box.otherClient()
        const seen = (await other.list()).map((folder) => folder.path)
        expect(seen.toSorted()).toEqual(['INBOX', ...kept.map((name) => box.prefix + name)].toSorted())
        // Courier takes its time (2 s) to rename and to delete.
        for (const name of ['Büro & Küche', '&-', '日本語']) {
          const renamed = await api.patch<Folder>(url(box.prefix + name), { name: `${name} 2` })
          expect(renamed, name).toMatchObject({ status: 200, body: { name: `${name} 2`, subscribed: true } })
          expect((await api.delete(url(`${box.prefix}${name} 2`))).status, name).toBe(204)
        }
        expect((await folders(api)).length).toBe(1 + kept.length - 3)
      }),
    60_000,
  )

  test('a folder is emptied of what was in it', () =>
    withMailbox({ Trash: [eml(), { raw: eml(), flags: ['\\Deleted'] }, eml()] }, async (box) => {
      const api = await signIn(box)
      expect((await api.post(`${url(box.path('Trash'))}/empty`)).body).toEqual({ deleted: 3 })
      expect((await folders(api)).find(({ role }) => role === 'trash')).toMatchObject({ total: 0, unread: 0 })
    }))
})
