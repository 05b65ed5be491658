/** A folder's conversations, kept true by what came and went. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { LendBox, OpenBox } from './account.ts'
import { fetchInTurns } from './fetch-by-uid.ts'
import { askThreads, fetchThreadKeys, type ThreadSource, threadSources } from './fetch-thread-keys.ts'
import type { FolderDelta, FolderIndex } from './folder-index.ts'
import { type KeysByUid, ThreadRows } from './thread-rows.ts'
import { rowOfUid } from './uid-set.ts'

/** The conversations of a folder as they were at one version of its index. */
export class Conversations {
  /** How many messages each conversation has in this folder. */
  readonly sizes: Uint32Array
  readonly #uids: Uint32Array
  readonly #of: Uint32Array

  constructor(rows: ThreadRows) {
    const { of, sizes } = rows.thread()
    this.#uids = rows.uids
    this.#of = of
    this.sizes = sizes
  }

  /** Bytes held besides the rows. */
  get bytes(): number {
    return 4 * (this.#of.length + this.sizes.length)
  }

  /** The number of a message's conversation; -1 for a message that was not there. */
  of(uid: number): number {
    const row = rowOfUid(this.#uids, uid)
    return row < 0 ? -1 : (this.#of[row] ?? -1)
  }

  /** The UIDs, ascending, of a message's conversation in this folder; the message alone where it was not there. */
  membersOf(uid: number): number[] {
    return this.membersOfEach([uid]).get(uid) ?? [uid]
  }

  /** The same for several messages, in one pass over the folder. */
  membersOfEach(uids: Iterable<number>): Map<number, number[]> {
    const asked = [...uids]
    const members = new Map(asked.map((uid) => [this.of(uid), [] as number[]]))
    for (const [row, number] of this.#of.entries()) members.get(number)?.push(this.#uids[row] ?? 0)
    return new Map(asked.map((uid) => [uid, this.of(uid) < 0 ? [uid] : (members.get(this.of(uid)) ?? [])]))
  }

  /** The UIDs, ascending, of all conversations of which one of these messages is. */
  wholeOf(uids: Iterable<number>): Uint32Array {
    const asked = new Set(uids)
    const numbers = new Set(Array.from(asked, (uid) => this.of(uid)))
    const whole = this.#uids.filter((_, row) => numbers.has(this.#of[row] ?? -1))
    const alone = [...asked].filter((uid) => this.of(uid) < 0)
    return alone.length === 0 ? whole : Uint32Array.from([...whole, ...alone]).sort()
  }
}

/**
 * The threading of one folder under one UIDVALIDITY. What came is read by itself, and all keys are put together anew,
 * which takes 20 ms for 100,000 messages: so a conversation falls apart again when the message that held it together goes.
 * THREAD alone can't say where a new message belongs without being asked for all: 30 ms for 10,000, 300 ms for 100,000.
 */
export class FolderThreads {
  #rows = ThreadRows.none
  #known: { conversations: Conversations; version: number } | null = null
  #source: ThreadSource | null = null
  #running: Promise<void> | null = null

  get bytes(): number {
    return this.#rows.bytes + (this.#known?.conversations.bytes ?? 0)
  }

  /** Whether asking would read the header of every message, which no server has at hand. */
  async isDear(lend: LendBox): Promise<boolean> {
    return this.#known === null && (await this.#sourceBy(lend)) === 'headers'
  }

  /** The conversations of all that `index` holds. Whoever asks while they are being read shares the reading. */
  async conversations(index: FolderIndex, lend: LendBox): Promise<Conversations> {
    for (;;) {
      const known = this.#known
      if (known?.version === index.version) return known.conversations
      this.#running ??= this.#bringTrue(index, lend).finally(() => {
        this.#running = null
      })
      await this.#running
    }
  }

  async #bringTrue(index: FolderIndex, lend: LendBox): Promise<void> {
    const { version } = index
    const uids = index.uids.slice()
    const known = this.#known
    const delta = known && index.after(known.version)
    if (known && delta?.added.length === 0 && delta.removed.length === 0) {
      this.#known = { ...known, version }
      return
    }
    const anew = !known || !delta || (this.#source === 'refs' && mustAskAgain(known.conversations, delta))
    const unread = anew ? Array.from(uids) : delta.added
    const fresh: KeysByUid = unread.length > 0 ? await this.#read(unread, lend) : new Map()
    this.#rows = (anew ? ThreadRows.none : this.#rows).of(uids, fresh)
    this.#known = { conversations: new Conversations(this.#rows), version }
  }

  async #read(uids: readonly number[], lend: LendBox): Promise<KeysByUid> {
    const source = await this.#sourceBy(lend)
    if (source === 'refs') return (await lend(threadsOrRefused)) ?? (await this.#readHeaders(uids, lend))
    const found = await fetchInTurns(lend, uids, (box, some) => fetchThreadKeys(box, source, some))
    // RFC 8474 §5.2: a server that keeps no threads says NIL to everyone.
    if (source === 'headers' || this.#rows.hasKeys || [...found.values()].some((keys) => keys.length > 0))
      return found
    this.#source = await lend(async ({ capabilities }) => threadSources(capabilities)[1] ?? 'headers')
    return await this.#read(uids, lend)
  }

  async #readHeaders(uids: readonly number[], lend: LendBox): Promise<KeysByUid> {
    this.#source = 'headers'
    return await this.#read(uids, lend)
  }

  async #sourceBy(lend: LendBox): Promise<ThreadSource> {
    this.#source ??= await lend(async ({ capabilities }) => threadSources(capabilities)[0] ?? 'headers')
    return this.#source
  }
}

/** Null where the server offers THREAD and then refuses it, as a folder that is too large for it: headers tell the same. */
async function threadsOrRefused(box: OpenBox): Promise<KeysByUid | null> {
  try {
    return await askThreads(box)
  } catch (error) {
    if (error instanceof MailError && error.code === 'refused') return null
    throw error
  }
}

/** THREAD has no word for what ties messages together: what may have been joined or come apart is asked for as a whole. */
function mustAskAgain(conversations: Conversations, { added, removed }: FolderDelta): boolean {
  return added.length > 0 || removed.some((uid) => (conversations.sizes[conversations.of(uid)] ?? 0) > 2)
}
