import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Folder } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Settings } from '#lib/api/settings.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { ask, expectProblem, json } from '#tests/servers/ask-api.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const PATH = '/api/settings'

async function read(api: Api): Promise<Settings> {
  return (await api.get<Settings>(PATH)).body
}

test('who never chose has what everybody begins with', () =>
  withMailbox({}, async (mailbox) => {
    expect(await read(await signIn(mailbox))).toEqual(FIRST_SETTINGS)
  }))

test('what is chosen on one device holds on every other, and for nobody else', () =>
  withMailbox({}, (mailbox) =>
    withMailbox({}, async (stranger) => {
      const api = await signIn(mailbox)
      const labels = [{ keyword: '$label1', name: 'Wichtig', colour: 'red' as const }]
      const { status, body } = await api.put<Settings>(PATH, { theme: 'dark', labels })
      expect(status).toBe(200)
      expect(body).toEqual({ ...FIRST_SETTINGS, revision: 1, theme: 'dark', labels })
      // What is left out stays.
      await api.put(PATH, { density: 'compact' })
      const everywhere = { ...FIRST_SETTINGS, revision: 2, theme: 'dark', labels, density: 'compact' }
      expect(await read(await signIn(mailbox))).toEqual(everywhere)
      expect(await read(await signIn(stranger))).toEqual(FIRST_SETTINGS)
      await api.delete('/api/session')
      expect(await read(await signIn(mailbox))).toEqual(everywhere)
    }),
  ))

test('of two devices that choose at once the slower one is told, and loses nothing', () =>
  withMailbox({}, async (mailbox) => {
    const [one, other] = [await signIn(mailbox), await signIn(mailbox)]
    const { revision } = (await one.put<Settings>(PATH, { theme: 'dark' })).body
    expect((await one.put(PATH, { density: 'compact', revision })).status).toBe(200)
    await expectProblem(await ask(other, 'PUT', PATH, json({ theme: 'light', revision })), 'conflict')
    expect(await read(other)).toMatchObject({ theme: 'dark', density: 'compact', revision: revision + 1 })
    // Without a revision the last word wins.
    expect((await other.put<Settings>(PATH, { theme: 'light' })).body).toMatchObject({ theme: 'light' })
  }))

test('what is no setting is refused by name, and nothing is changed', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const wrong: [Record<string, unknown>, string][] = [
      [{ theme: 'pink' }, 'theme'],
      [{ markReadAfter: -1 }, 'markReadAfter'],
      [{ markReadAfter: 601 }, 'markReadAfter'],
      [{ labels: [{ keyword: '\\Seen', name: 'Seen', colour: 'red' }] }, 'labels.0.keyword'],
      [{ labels: [{ keyword: 'a b', name: 'x', colour: 'red' }] }, 'labels.0.keyword'],
      [{ labels: [{ keyword: 'a', name: ' x', colour: 'red' }] }, 'labels.0.name'],
      [{ labels: [{ keyword: 'a', name: 'x\ny', colour: 'red' }] }, 'labels.0.name'],
      [{ pins: ['not/an id'] }, 'pins.0'],
      [{ savedSearches: [{ id: 'x', name: 'x', q: 'x', folderId: 'all' }] }, 'savedSearches.0.id'],
      [{ version: 2 }, 'version'],
    ]
    for (const [body, path] of wrong) {
      const problem = await expectProblem(
        await ask(api, 'PUT', PATH, json({ density: 'compact', ...body })),
        'bad_request',
      )
      expect(problem.issues?.map((issue) => issue.path)).toContain(path)
    }
    expect(await read(api)).toEqual(FIRST_SETTINGS)
  }))

test('settings have a size beyond which they are refused whole', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const folder = (at: number) => folderIdOf(`${'deep/'.repeat(80)}${at}`)
    const pins = Array.from({ length: 1000 }, (_, at) => folder(at))
    await expectProblem(await ask(api, 'PUT', PATH, json({ pins })), 'too_large')
    expect(await read(api)).toEqual(FIRST_SETTINGS)
  }))

test('settings of a later version, or damaged ones, cost only what cannot be understood', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    await api.put(PATH, { theme: 'dark', density: 'compact' })
    const { database } = await import('#lib/server/store/database.ts')
    database()
      .prepare(`UPDATE settings SET body = json_set(body, '$.density', 'cosy', '$.later', json('[1]'))`)
      .run()
    expect(await read(api)).toEqual({ ...FIRST_SETTINGS, revision: 1, theme: 'dark' })
  }))

test('what was chosen for a folder follows it, and those below it, to its new name', () =>
  withMailbox({ Clients: [], 'Clients/Ada': [], Other: [] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const [clients, ada, other] = ['Clients', 'Clients/Ada', 'Other'].map(folderIdOf)
    const search = { id: randomUUID(), name: 'Ada', q: 'ada', folderId: ada }
    await api.put(PATH, {
      pins: [ada, other],
      collapsed: [clients],
      conversations: { on: true, except: [ada] },
      roles: [{ folderId: other, role: 'archive' }],
      savedSearches: [search, { ...search, id: randomUUID(), folderId: 'all' }],
    })
    const { body } = await api.patch<Folder>(`/api/folders/${clients}`, { name: 'Kunden' })
    expect(body.path).toBe('Kunden')
    const moved = folderIdOf('Kunden/Ada')
    expect(await read(api)).toMatchObject({
      revision: 2,
      pins: [moved, other],
      collapsed: [body.id],
      conversations: { on: true, except: [moved] },
      roles: [{ folderId: other, role: 'archive' }],
      savedSearches: [{ folderId: moved }, { folderId: 'all' }],
    })
  }))

test('a choice is told to every tab and device that listens', () =>
  withMailbox({}, async (mailbox) => {
    const [here, there] = [await signIn(mailbox), await signIn(mailbox)]
    const hangingUp = new AbortController()
    const { signal } = hangingUp
    const stream = await there.raw(new Request('http://postern.test/api/events', { signal }))
    await here.put(PATH, { theme: 'dark' })
    let heard = ''
    for await (const chunk of stream.body ?? []) {
      heard += Buffer.from(chunk).toString()
      if (heard.includes('event: settings')) break
    }
    expect(heard).toMatch(/event: settings\ndata: {"revision":1}\n/)
    hangingUp.abort()
  }))
