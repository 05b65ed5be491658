import { randomUUID } from 'node:crypto'
import type { ImapFlow } from 'imapflow'
import { describe, expect, test } from 'vitest'
import type { View } from '#lib/api/changes.ts'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { SearchPage } from '#lib/api/messages.ts'
import { stopAllChanges } from '#lib/server/messages/change-once.ts'
import { change, refused, undone } from '#tests/servers/change-by-api.ts'
import { eml } from '#tests/servers/eml.ts'
import { type Seeds, type TestMailbox, withMailbox } from '#tests/servers/mailbox.ts'
import { fillInbox } from '#tests/servers/many-messages.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const mail = (subject: string) => eml({ subject })
const archive = folderIdOf('Archive')
/** Of a seeded folder: its UIDVALIDITY is always the same. */
const id = (uid: number, path = 'INBOX') =>
  messageIdOf({ folderId: folderIdOf(path), uidValidity: 1_700_000_000, uid })

const SEEDS: Seeds = {
  INBOX: [mail('rent in June'), mail('lunch'), mail('rent in July')],
  Archive: [mail('rent in May')],
  'Clients/Bright': [mail('rent of a car'), mail('contract')],
  Junk: [mail('cheap rent')],
  Trash: [mail('old rent')],
}

type Scene = { api: Api; client: ImapFlow; box: TestMailbox }

function scene(seeds: Seeds, play: (scene: Scene) => Promise<void>): Promise<void> {
  return withMailbox(seeds, async (box) => {
    await play({ box, api: await signIn(box), client: await box.otherClient() })
  })
}

const found = (view: Partial<View> = {}) => ({ all: { folderId: 'all', q: 'subject:rent', ...view } })

/** Every subject with its flags, by folder, as another client sees them. */
async function mailbox(client: ImapFlow): Promise<Record<string, string[]>> {
  const all: [string, string[]][] = []
  for (const { path, flags } of await client.list()) {
    if (flags.has('\\Noselect')) continue
    const { exists } = await client.mailboxOpen(path, { readOnly: true })
    const found: string[] = []
    if (exists > 0)
      for await (const { envelope, flags: set } of client.fetch('1:*', { envelope: true, flags: true }))
        found.push(
          [envelope?.subject, ...[...(set ?? [])].filter((flag) => flag !== '\\Recent').sort()].join(' '),
        )
    if (found.length > 0) all.push([path, found.sort()])
  }
  return Object.fromEntries(all.sort())
}

async function search(api: Api, q = 'subject:rent'): Promise<SearchPage> {
  return (await api.get<SearchPage>(`/api/search?q=${encodeURIComponent(q)}`)).body
}

describe('all that a search over all folders finds', () => {
  test('is read by one change, and unread again by its undo', () =>
    scene(SEEDS, async ({ api, client }) => {
      const before = await mailbox(client)
      const page = await search(api)
      expect(page).toMatchObject({ total: 6, pending: [] })
      const result = await change(api, {
        kind: 'flag',
        messages: found({ until: page.until }),
        add: ['\\Seen'],
      })
      expect(result).toMatchObject({ count: 6, missing: [] })
      const read = (await mailbox(client)) as Record<string, string[]>
      expect(
        Object.values(read)
          .flat()
          .filter((line) => line.endsWith('\\Seen')),
      ).toHaveLength(6)
      expect(await undone(api, result)).toMatchObject({ count: 6 })
      expect(await mailbox(client)).toEqual(before)
    }))

  test('is moved from every folder to one, and each message goes back to where it was', () =>
    scene(SEEDS, async ({ api, client }) => {
      const before = await mailbox(client)
      const result = await change(api, { kind: 'move', messages: found(), to: archive })
      expect(result.count).toBe(6)
      expect(await mailbox(client)).toEqual({
        INBOX: ['lunch'],
        Archive: [
          'cheap rent $NotJunk',
          'old rent',
          'rent in July',
          'rent in June',
          'rent in May',
          'rent of a car',
        ],
        'Clients/Bright': ['contract'],
      })
      await undone(api, result)
      expect(await mailbox(client)).toEqual(before)
    }))

  test('goes to the trash when it is deleted, and what lies there already stays', () =>
    scene(SEEDS, async ({ api, client }) => {
      const before = await mailbox(client)
      const result = await change(api, { kind: 'delete', messages: found() })
      expect(result).toMatchObject({ count: 5, missing: [] })
      expect((await mailbox(client)).Trash).toHaveLength(6)
      await undone(api, result)
      expect(await mailbox(client)).toEqual(before)
    }))

  test('is narrowed by `in:`, as the search is', () =>
    scene(SEEDS, async ({ api, client }) => {
      const q = 'rent in:Bright'
      expect((await search(api, q)).total).toBe(1)
      const result = await change(api, { kind: 'flag', messages: found({ q }), add: ['\\Flagged'] })
      expect(result.updated).toMatchObject([{ id: id(1, 'Clients/Bright') }])
      expect((await mailbox(client))['Clients/Bright']).toEqual(['contract', 'rent of a car \\Flagged'])
    }))

  test('is that without the exceptions, in whatever folder they are', () =>
    scene(SEEDS, async ({ api }) => {
      const except = [id(3), id(1, 'Junk'), id(1, 'Archive')]
      const result = await change(api, { kind: 'flag', messages: found({ except }), add: ['\\Flagged'] })
      expect(result.updated?.map((one) => one.id).sort()).toEqual(
        [id(1), id(1, 'Clients/Bright'), id(1, 'Trash')].sort(),
      )
    }))
})

describe('what nobody saw is not touched', () => {
  test('mail that came since, and folders that were not searched', () =>
    scene(SEEDS, async ({ api, client }) => {
      const { until } = await search(api)
      const { [folderIdOf('Junk')]: _, ...seen } = until
      await client.append('INBOX', mail('rent in August'))
      await client.mailboxCreate('New')
      await client.append('New', mail('rent here'))
      const result = await change(api, { kind: 'flag', messages: found({ until: seen }), add: ['\\Flagged'] })
      expect(result.count).toBe(5)
      const now = await mailbox(client)
      expect(now.INBOX).toContain('rent in August')
      expect([now.New, now.Junk]).toEqual([['rent here'], ['cheap rent']])
    }))

  test('a folder that was numbered anew since refuses the whole change', () =>
    scene(SEEDS, async ({ api, client }) => {
      const before = await mailbox(client)
      const except = [messageIdOf({ folderId: folderIdOf('Junk'), uidValidity: 5, uid: 1 })]
      const uidValidity = { [folderIdOf('Clients/Bright')]: 5 }
      for (const view of [{ except }, { uidValidity }]) {
        const problem = await refused(api, { kind: 'move', messages: found(view), to: archive })
        expect(problem.code).toBe('uidvalidity_changed')
      }
      expect(await mailbox(client)).toEqual(before)
    }))

  test('a view of all folders has a query, and says by folder how far it was seen', () =>
    scene({}, async ({ api }) => {
      const wrong: [object, string][] = [
        [{ q: undefined }, 'messages.all.q'],
        [{ q: ' ' }, 'messages.all.q'],
        [{ q: '\u0001' }, 'messages.all.q'],
        [{ until: 5 }, 'messages.all.until'],
        [{ until: { 'no id!': 5 } }, 'messages'],
        [{ filter: ['unread'] }, 'messages.all.filter'],
        [{ folderId: folderIdOf('INBOX'), until: { [archive]: 5 } }, 'messages.all.until'],
      ]
      for (const [view, path] of wrong) {
        const problem = await refused(api, { kind: 'delete', messages: found(view) })
        expect(problem.code, JSON.stringify(view)).toBe('bad_request')
        expect(problem.issues?.[0]?.path, JSON.stringify(problem.issues)).toBe(path)
      }
    }))
})

describe('one change over folders', () => {
  test('is stopped while it is still searched for, and has changed nothing', () =>
    withMailbox({ Archive: [] }, async (box) => {
      fillInbox(box, 6_000)
      const api = await signIn(box)
      const changeId = randomUUID()
      const messages = { all: { folderId: 'all', q: 'one OR many' } }
      const moving = change(api, { kind: 'move', messages, to: archive, changeId })
      const stop = async () => (await api.delete(`/api/messages/change/${changeId}`)).status
      await expect.poll(stop, { interval: 1, timeout: 15_000 }).toBe(204)
      expect(await moving).toEqual({ count: 0, missing: [], stopped: true, undo: null })
    }))

  test('is stopped between two chunks, and what was done comes back', () =>
    withMailbox({ Archive: [], Bulk: [] }, async (box) => {
      fillInbox(box, 6_000)
      const api = await signIn(box)
      const client = await box.otherClient()
      const count = async (path: string) => {
        const status = await client.status(path, { messages: true })
        return status ? status.messages : expect.fail('no status')
      }
      await change(api, {
        kind: 'copy',
        messages: { all: { folderId: folderIdOf('INBOX'), q: 'subject:"batch 5"' } },
        to: folderIdOf('Bulk'),
      })
      const messages = { all: { folderId: 'all', q: 'subject:batch' } }
      const moving = change(api, { kind: 'move', messages, to: archive, changeId: randomUUID() })
      await expect.poll(() => count('Archive'), { interval: 5, timeout: 15_000 }).toBeGreaterThan(0)
      stopAllChanges()
      const result = await moving
      expect(result.stopped).toBe(true)
      expect(result.count).toBe(await count('Archive'))
      expect(result.count).toBeLessThan(7_000)
      expect(await undone(api, result)).toMatchObject({ count: result.count })
      expect([await count('INBOX'), await count('Bulk'), await count('Archive')]).toEqual([6_000, 1_000, 0])
    }))
})
