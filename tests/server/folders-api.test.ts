import { expect, test } from 'vitest'
import type { Folder } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Problem } from '#lib/api/problem.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

async function folders(api: Api): Promise<Folder[]> {
  return (await api.get<{ folders: Folder[] }>('/api/folders')).body.folders
}

const url = (path: string) => `/api/folders/${folderIdOf(path)}`

test('folders come in display order: roles first, then by name, children behind their parent', () =>
  withMailbox(
    {
      INBOX: [eml(), eml()],
      Trash: [],
      Drafts: [],
      'b/2': [],
      'b/10': [],
      a: [{ raw: eml(), flags: ['\\Seen'] }],
    },
    async (box) => {
      const found = await folders(await signIn(box))
      expect(found.map(({ path, role }) => [path, role])).toEqual([
        ['INBOX', 'inbox'],
        ['Drafts', 'drafts'],
        ['Trash', 'trash'],
        ['a', null],
        ['b', null],
        ['b/2', null],
        ['b/10', null],
      ])
      expect(found[0]).toMatchObject({ total: 2, unread: 2, uidNext: 3, selectable: true, parentId: null })
      expect(found[3]).toMatchObject({ total: 1, unread: 0 })
      expect(found[4]).toMatchObject({ selectable: false, total: null, unread: null })
      expect(found[5]).toMatchObject({ parentId: folderIdOf('b'), name: '2', subscribed: true })
    },
  ))

test('counts are those of now, also of the folder that was read last', () =>
  withMailbox({ INBOX: [eml()], Work: [eml()] }, async (box) => {
    const [api, other] = [await signIn(box), await box.otherClient()]
    expect((await api.get(`${url('Work')}/messages`)).status).toBe(200)
    await other.append('Work', eml())
    const work = (await folders(api)).find(({ path }) => path === 'Work')
    expect(work).toMatchObject({ total: 2, unread: 2, uidNext: 3 })
  }))

test('a folder’s name may hold anything but controls and the delimiter', () =>
  withMailbox({}, async (box) => {
    const api = await signIn(box)
    const names = [
      'R&D',
      '100%',
      'a*b',
      '"quoted"',
      "it’s 'this'",
      'back\\slash',
      'Entwürfe ß',
      '日本語',
      '🌊 waves',
      'a&-b',
      ' x',
      'a.b',
      '{3}',
      '[x]',
      '(y)',
      '~tilde',
    ]
    for (const name of names) {
      const made = await api.post<Folder>('/api/folders', { name })
      if (made.status === 422) continue // Dovecot's own rules: told in its words
      expect(made, name).toMatchObject({
        status: 201,
        body: { name, path: name, id: folderIdOf(name), subscribed: true, total: 0 },
      })
    }
    const found = (await folders(api)).map(({ name }) => name)
    expect(found).toEqual(expect.arrayContaining(names.slice(0, 9)))
    const seen = (await (await box.otherClient()).list()).map(({ path }) => path)
    expect(seen).toEqual(expect.arrayContaining(names.slice(0, 9)))
  }))

test('a name with a control character or the delimiter is refused by its field', () =>
  withMailbox({}, async (box) => {
    const api = await signIn(box)
    for (const name of ['a/b', 'a\r\nb', 'a\u0000b', 'a\u0085b', '']) {
      const { status, body } = await api.post<Problem>('/api/folders', { name })
      expect([status, body.code, body.issues?.[0]?.path]).toEqual([400, 'bad_request', 'name'])
    }
  }))

test('a folder that exists is a conflict, a parent that does not is not found', () =>
  withMailbox({ Taken: [] }, async (box) => {
    const api = await signIn(box)
    expect(await api.post('/api/folders', { name: 'Taken' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
    expect(await api.post('/api/folders', { name: 'inbox' })).toMatchObject({ status: 409 })
    expect(await api.post('/api/folders', { name: 'x', parentId: folderIdOf('None') })).toMatchObject({
      status: 404,
    })
    expect(await api.post('/api/folders', { name: 'x', parentId: '____' })).toMatchObject({ status: 404 })
  }))

test('what the server itself refuses is told in its words', () =>
  withMailbox({}, async (box) => {
    const api = await signIn(box)
    const { status, body } = await api.post<Problem>('/api/folders', { name: '..' })
    expect([status, body.code]).toEqual([422, 'refused'])
    expect(body.detail).toMatch(/name/i)
  }))

test('renaming takes along what is below, and the subscriptions', () =>
  withMailbox({ Work: [eml()], 'Work/2024': [eml(), eml()], Target: [] }, async (box) => {
    const api = await signIn(box)
    const renamed = await api.patch<Folder>(url('Work'), { name: 'Büro' })
    expect(renamed).toMatchObject({
      status: 200,
      body: { path: 'Büro', id: folderIdOf('Büro'), total: 1, subscribed: true },
    })
    const moved = await api.patch<Folder>(url('Büro'), { parentId: folderIdOf('Target') })
    expect(moved.body).toMatchObject({
      path: 'Target/Büro',
      parentId: folderIdOf('Target'),
      subscribed: true,
    })
    const below = (await folders(api)).find(({ path }) => path === 'Target/Büro/2024')
    expect(below).toMatchObject({ total: 2, subscribed: true })
    const top = await api.patch<Folder>(url('Target/Büro'), {
      parentId: null,
      name: 'Office',
      subscribed: false,
    })
    expect(top.body).toMatchObject({ path: 'Office', subscribed: false })
    const subscribed = (await (await box.otherClient()).list())
      .filter((folder) => folder.subscribed)
      .map(({ path }) => path)
    expect(subscribed.sort()).toEqual(['INBOX', 'Office/2024', 'Target'])
  }))

test('a rename that can’t be is refused for its reason', () =>
  withMailbox({ a: [], b: [], 'a/c': [] }, async (box) => {
    const api = await signIn(box)
    expect(await api.patch(url('a'), { name: 'b' })).toMatchObject({ status: 409 })
    expect(await api.patch(url('a'), { parentId: folderIdOf('a/c') })).toMatchObject({ status: 409 })
    expect(await api.patch(url('a'), { name: 'x/y' })).toMatchObject({ status: 400 })
    expect(await api.patch(url('none'), { name: 'x' })).toMatchObject({ status: 404 })
    expect(await api.patch(url('INBOX'), { name: 'x' })).toMatchObject({ status: 403 })
    expect(await api.patch(url('a'), { name: 'a' })).toMatchObject({ status: 200, body: { path: 'a' } })
    expect((await folders(api)).map(({ path }) => path)).toEqual(['INBOX', 'a', 'a/c', 'b'])
  }))

test('a folder that holds something is deleted only with force, children along', () =>
  withMailbox({ Empty: [], Full: [eml()], 'Full/Sub/Deep': [eml()], Other: [] }, async (box) => {
    const api = await signIn(box)
    expect(await api.delete(url('Empty'))).toMatchObject({ status: 204 })
    expect(await api.delete(url('Full'))).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await api.delete(`${url('Full')}?force=true`)).toMatchObject({ status: 204 })
    expect(await api.delete(url('Full'))).toMatchObject({ status: 404 })
    expect(await api.delete(`${url('INBOX')}?force=true`)).toMatchObject({ status: 403 })
    expect((await folders(api)).map(({ path }) => path)).toEqual(['INBOX', 'Other'])
    const client = await box.otherClient()
    const names = (await client.list({ listOnly: false })).map(({ path }) => path)
    expect(names).toEqual(['INBOX', 'Other'])
  }))

test('emptying deletes for good all that is there', () =>
  withMailbox({ Trash: Array.from({ length: 30 }, () => eml()), INBOX: [eml()] }, async (box) => {
    const api = await signIn(box)
    expect(await api.post(`${url('Trash')}/empty`)).toMatchObject({ status: 200, body: { deleted: 30 } })
    expect(await api.post(`${url('Trash')}/empty`)).toMatchObject({ status: 200, body: { deleted: 0 } })
    expect((await folders(api)).map(({ path, total }) => [path, total])).toEqual([
      ['INBOX', 1],
      ['Trash', 0],
    ])
    expect(await api.post(`${url('None')}/empty`)).toMatchObject({ status: 404 })
  }))
