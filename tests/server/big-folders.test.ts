/** Two thousand folders, eight deep: listed, counted, made, renamed and deleted like a handful. */
import { afterEach, expect, test } from 'vitest'
import type { Folder, FolderList } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import type { Seeds } from '#tests/servers/make-mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

afterEach(closeAccounts)

const CHAINS = 250
const DEPTH = 8

/** `Client 7`, `Client 7/2`, `Client 7/2/3` … down to the eighth step. */
const pathAt = (chain: number, depth: number) =>
  [`Client ${chain}`, ...Array.from({ length: depth - 1 }, (_, at) => `${at + 2}`)].join('/')

/** Every fiftieth chain holds `depth` messages at each depth, one of them unread. */
function tree(): Seeds {
  const seeds: Seeds = { Trash: [] }
  for (let chain = 1; chain <= CHAINS; chain++) {
    for (let depth = 1; depth <= DEPTH; depth++) {
      const count = chain % 50 === 0 ? depth : 0
      seeds[pathAt(chain, depth)] = Array.from({ length: count }, (_, at) => ({
        raw: eml({ subject: `${chain}.${depth}.${at}` }),
        flags: at === 0 ? [] : ['\\Seen'],
      }))
    }
  }
  return seeds
}

const folders = async (api: Api) => (await api.get<FolderList>('/api/folders')).body.folders
const url = (path: string) => `/api/folders/${folderIdOf(path)}`

/** Where each folder stands in the tree, by following its parents. */
function depthsOf(all: readonly Folder[]): Map<string, number> {
  const depths = new Map<string, number>()
  for (const { id, parentId } of all) {
    if (parentId !== null && !depths.has(parentId)) throw new Error('a folder came before its parent')
    depths.set(id, parentId === null ? 1 : (depths.get(parentId) ?? 0) + 1)
  }
  return depths
}

test(
  'two thousand folders eight deep keep their order, counts and places through every change',
  () =>
    withMailbox(tree(), async (box) => {
      const api = await signIn(box)
      const all = await folders(api)
      expect(all).toHaveLength(CHAINS * DEPTH + 2)
      const depths = depthsOf(all)
      expect([...depths.values()].filter((depth) => depth === DEPTH)).toHaveLength(CHAINS)
      // As people count: 2 before 10, and each chain in one piece.
      const own = all.filter(({ role }) => role === null)
      expect(own.map(({ path }) => path)).toEqual(
        Array.from({ length: CHAINS * DEPTH }, (_, at) =>
          pathAt(Math.floor(at / DEPTH) + 1, (at % DEPTH) + 1),
        ),
      )
      const filled = own.filter(({ total }) => total !== 0)
      expect(filled.map(({ path, total, unread }) => [path, total, unread])).toEqual(
        [50, 100, 150, 200, 250].flatMap((chain) =>
          Array.from({ length: DEPTH }, (_, at) => [pathAt(chain, at + 1), at + 1, 1]),
        ),
      )

      const deepest = pathAt(50, DEPTH)
      const made = await api.post<Folder>('/api/folders', { name: '9', parentId: folderIdOf(deepest) })
      expect(made).toMatchObject({ status: 201, body: { path: `${deepest}/9`, total: 0, subscribed: true } })

      const renamed = await api.patch<Folder>(url('Client 50'), { name: 'Archive of 50' })
      expect(renamed).toMatchObject({ status: 200, body: { path: 'Archive of 50', total: 1, unread: 1 } })
      const after = await folders(api)
      const moved = after.filter(({ path }) => path.startsWith('Archive of 50'))
      expect(moved.map(({ total, subscribed }) => [total, subscribed])).toEqual(
        [1, 2, 3, 4, 5, 6, 7, 8, 0].map((total) => [total, true]),
      )
      expect(after.filter(({ path }) => /^Client 50(\/|$)/.test(path))).toEqual([])
      expect(Math.max(...depthsOf(after).values())).toBe(DEPTH + 1)

      expect((await api.delete(url('Archive of 50'))).status).toBe(409)
      expect((await api.delete(`${url('Archive of 50')}?force=true`)).status).toBe(204)
      expect(await folders(api)).toHaveLength(all.length - DEPTH)
    }),
  120_000,
)

test(
  'mail is moved to the trash among two thousand folders',
  () =>
    withMailbox(tree(), async (box) => {
      const api = await signIn(box)
      const path = pathAt(100, DEPTH)
      const view = await api.get<{ messages: { id: string }[] }>(`${url(path)}/messages?limit=50`)
      const ids = view.body.messages.map(({ id }) => id)
      expect(ids).toHaveLength(DEPTH)
      const change = { kind: 'delete', messages: { ids } }
      expect((await api.post('/api/messages/change', change)).status).toBe(200)
      const counts = new Map((await folders(api)).map((folder) => [folder.path, folder.total]))
      expect([counts.get(path), counts.get('Trash')]).toEqual([0, DEPTH])
    }),
  120_000,
)
