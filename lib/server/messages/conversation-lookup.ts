/** One conversation, looked for in its folder at once and then in the folders where people keep the rest of it. */

import type { Role } from '#lib/api/folders.ts'
import { type FolderId, folderPathOf, messageNameOf } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { bindAccount } from '#lib/server/imap/bound-account.ts'
import type { ThreadNames } from '#lib/server/imap/fetch-thread-names.ts'
import { countFolders } from '#lib/server/imap/folder-status.ts'
import { listFolderNames } from '#lib/server/imap/list-folders.ts'
import { SharedWork } from '#lib/server/store/shared-work.ts'
import { isAskable, MOST_MEMBERS, membersBeside, membersNaming } from './find-members.ts'

/** Where else a conversation's messages lie: Sent first, for its copies are the ones to be told. */
const ROLES: readonly Role[] = ['sent', 'archive', 'inbox', 'all']

// Bounds on what strangers' headers may make us ask for.
const NAMES_A_ROUND = 16
const ROUNDS = 3

/** What is known of a conversation. `states` says when that stops being true (folder-status.ts). */
export type FoundConversation = {
  folders: ReadonlyMap<string, { uidValidity: number; members: ReadonlyMap<number, ThreadNames> }>
  states: ReadonlyMap<string, string>
}

type Place = { path: string; asked: Set<string> }

/** What is known of one message's conversation, more with every folder that was looked into. */
export class ConversationLookup extends SharedWork implements FoundConversation {
  readonly #account: Account
  readonly #own: { path: string; uidValidity: number; uid: number }
  readonly #names = new Set<string>()
  readonly #folders = new Map<string, { uidValidity: number; members: Map<number, ThreadNames> }>()
  #states: ReadonlyMap<string, string> = new Map()
  #places: Place[] | null = null

  constructor(account: Account, id: FolderId, onEnd: () => void) {
    super(onEnd)
    const { folderId, uidValidity, uid } = messageNameOf(id)
    this.#account = account
    this.#own = { path: folderPathOf(folderId) ?? '', uidValidity, uid }
  }

  get folders(): FoundConversation['folders'] {
    return this.#folders
  }

  get states(): ReadonlyMap<string, string> {
    return this.#states
  }

  override get pending(): readonly string[] | null {
    if (this.done) return []
    return this.#places?.filter((place) => this.#namesFor(place).length > 0).map(({ path }) => path) ?? null
  }

  protected override async work(signal: AbortSignal): Promise<void> {
    const { path } = this.#own
    if (path === '') throw new MailError('not_found')
    const account = bindAccount(this.#account, { signal, background: false })
    const elsewhere = (await placesOf(account)).filter((other) => other !== path)
    // Read before anything is looked for: what happens meanwhile makes it look again the next time.
    this.#states = await statesOf(account, [path, ...elsewhere])
    const beside = await membersBeside(account, this.#own)
    this.#learn(path, beside.uidValidity, beside.members)
    const own = { path, asked: new Set(beside.whole ? this.#names : []) }
    this.#places = [...elsewhere.map((other) => ({ path: other, asked: new Set<string>() })), own]
    this.tell()
    for (
      let round = 0;
      round < ROUNDS && this.#places.some((place) => this.#namesFor(place).length > 0);
      round++
    ) {
      for (const place of this.#places) await this.#lookInto(place, signal)
    }
  }

  async #lookInto(place: Place, signal: AbortSignal): Promise<void> {
    const names = this.#namesFor(place).slice(0, NAMES_A_ROUND)
    if (names.length === 0) return
    const room =
      MOST_MEMBERS - [...this.#folders.values()].reduce((sum, { members }) => sum + members.size, 0)
    try {
      await this.#account.use(
        place.path,
        async (box) => this.#learn(place.path, box.uidValidity, await membersNaming(box, names, room)),
        { role: 'bulk', readOnly: true, repeatable: true, signal },
      )
    } catch (error) {
      // One that went away meanwhile, or can't be read, holds nothing that could be shown.
      if (!(error instanceof MailError && (error.code === 'not_found' || error.code === 'forbidden')))
        throw error
      for (const name of this.#names) place.asked.add(name)
    }
    for (const name of names) place.asked.add(name)
    this.tell()
  }

  #namesFor({ asked }: Place): string[] {
    return [...this.#names].filter((name) => !asked.has(name) && isAskable(name))
  }

  /** What the message itself names comes first, then each newer one's own name: these are what a reply elsewhere names too. */
  #learn(path: string, uidValidity: number, found: readonly ThreadNames[]): void {
    const known = this.#folders.get(path)
    const members = known?.uidValidity === uidValidity ? known.members : new Map<number, ThreadNames>()
    for (const member of found) members.set(member.uid, member)
    this.#folders.set(path, { uidValidity, members })
    const own = found.find(({ uid }) => path === this.#own.path && uid === this.#own.uid)
    for (const name of own?.names ?? []) this.#names.add(name)
    const newest = found.toReversed()
    for (const { rfcMessageId } of newest) if (rfcMessageId !== null) this.#names.add(rfcMessageId)
    for (const { names } of newest) for (const name of names) this.#names.add(name)
  }
}

// Looked up, never made: reading changes nothing on the server.
async function placesOf(account: Account): Promise<string[]> {
  const folders = (await listFolderNames(account)).filter(({ selectable }) => selectable)
  return ROLES.flatMap((role) => folders.filter((folder) => folder.role === role).map(({ path }) => path))
}

/** Each folder's state: as long as it is the same, no message came or went. */
export async function statesOf(account: Account, paths: Iterable<string>): Promise<Map<string, string>> {
  const counts = await countFolders(account, paths)
  return new Map(
    [...counts].map(([path, { uidValidity, uidNext, total }]) => [
      path,
      `${uidValidity} ${uidNext} ${total}`,
    ]),
  )
}
