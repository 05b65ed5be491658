/** A wish for flags, fulfilled on messages of one folder: nothing is touched that is so already, and what it takes back is known first. */
import { type FlagWish, hasFlag } from '#lib/mail/apply-change.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { fetchFlags } from '#lib/server/imap/fetch-flags.ts'
import { storeFlags } from '#lib/server/imap/store-flags.ts'
import type { ChangeRun, Group } from './change-run.ts'
import { assertSame } from './select-messages.ts'

/** By UID the flags that the messages had. */
export type FlagsBefore = ReadonlyMap<number, readonly string[]>

/** What would give a message back the flags it had. */
export type FlagsBack = { add: string[]; remove: string[] }

/** A wish for flags, and for which messages. */
export type WishOptions = {
  run: ChangeRun
  group: Group
  uids: readonly number[]
  /** What is wished in this folder: it may not keep everything. */
  wishIn: (box: OpenBox) => FlagWish
  /** Filled by UID ahead of the change: taking back what then isn't done changes nothing. */
  backs: Map<number, FlagsBack>
  /** Looks afterwards whether new keywords were kept. */
  verify?: boolean
}

/** So many messages are looked at again: a server that keeps no keyword keeps it on none. */
const LOOKED_AT = 20

/**
 * Sets and clears flags.
 * @returns the flags of before, of the messages that are there; `dropped`: a keyword that the server took and did not keep.
 * @throws MailError uidvalidity_changed, refused, unavailable, and what `wishIn` throws
 */
export async function storeWish(
  options: WishOptions,
): Promise<{ before: FlagsBefore; dropped: string | null }> {
  const { run, group, uids, wishIn, backs, verify = false } = options
  let before: FlagsBefore | null = null
  const dropped = await run.lend(
    group.path,
    async (box) => {
      assertSame(box, group)
      const wish = wishIn(box)
      // Read once, also where a lost connection makes it begin anew: the flags of before are what an undo needs.
      before ??= await readFlags(box, uids)
      const changing = uids.filter((uid) => changes(before?.get(uid), wish))
      if (changing.length === 0) return null
      run.touch(group.path)
      for (const uid of changing) backs.set(uid, backOf(before.get(uid) ?? [], wish))
      await storeFlags(box, changing, needed(wish, [...backs.values()]))
      return verify ? await droppedFrom(box, changing, wish) : null
    },
    { repeatable: true },
  )
  return { before: before ?? new Map(), dropped }
}

async function readFlags(box: OpenBox, uids: readonly number[]): Promise<FlagsBefore> {
  const asked = new Set(uids)
  const found = new Map<number, readonly string[]>()
  // Reports about other messages may come in between.
  for (const [uid, { flags }] of await fetchFlags(box, uids)) if (asked.has(uid)) found.set(uid, flags)
  return found
}

/** Whether a wish would change anything about these flags. */
export function changes(before: readonly string[] | undefined, { add = [], remove = [] }: FlagWish): boolean {
  if (!before) return false
  return add.some((flag) => !hasFlag(before, flag)) || remove.some((flag) => hasFlag(before, flag))
}

function backOf(had: readonly string[], { add = [], remove = [] }: FlagWish): FlagsBack {
  return {
    // As the server spells them.
    add: had.filter((flag) => hasFlag(remove, flag)),
    remove: add.filter((flag) => !hasFlag(had, flag)),
  }
}

/** What of a wish is not so already: to lift a keyword that nobody has would only teach it to the server. */
function needed({ add = [], remove = [] }: FlagWish, backs: readonly FlagsBack[]): FlagWish {
  return {
    add: add.filter((flag) => backs.some((back) => back.remove.includes(flag))),
    remove: remove.filter((flag) => backs.some((back) => hasFlag(back.add, flag))),
  }
}

/** Some servers say OK and keep no new keyword, whatever PERMANENTFLAGS promise: then nothing was done. */
async function droppedFrom(
  box: OpenBox,
  uids: readonly number[],
  { add = [] }: FlagWish,
): Promise<string | null> {
  const keywords = add.filter((flag) => !flag.startsWith('\\'))
  if (keywords.length === 0) return null
  const now = await readFlags(box, uids.slice(-LOOKED_AT))
  const kept = [...now.values()]
  return keywords.find((keyword) => kept.length > 0 && !kept.some((flags) => hasFlag(flags, keyword))) ?? null
}
