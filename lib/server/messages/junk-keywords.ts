/** What is moved into Junk is said to be junk, what is moved out of it is not: by keywords that filters and other clients go by. */
import type { FlagWish } from '#lib/mail/apply-change.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { keepsFlag } from '#lib/server/imap/kept-flags.ts'
import { isWithin, listFolderNames } from '#lib/server/imap/list-folders.ts'
import { settingsOf } from '#lib/server/session/user-settings.ts'
import type { ChangeRun, Group } from './change-run.ts'
import { type FlagsBack, storeWish } from './store-wish.ts'

// RFC 9051 §2.3.2: $Junk and $NotJunk exclude one another. The others mean the same to Thunderbird, Apple Mail and KMail.
const JUNK: FlagWish = { add: ['$Junk'], remove: ['$NotJunk', 'NonJunk', 'NotJunk'] }
const NOT_JUNK: FlagWish = { add: ['$NotJunk'], remove: ['$Junk', 'Junk'] }

/** What is wished for messages of the folder at a path when they are moved; null: nothing. */
export type WishOnMove = (from: string) => FlagWish | null

type Places = { junk: string; inTrash: (path: string) => boolean }
type Known = { places: Places; at: number; revision: number }

/** So long (ms) a burst of moves goes by what the first one learned of the folders. */
const KEPT = 10_000

const known = new WeakMap<Account, Known>()

/** Where junk is, and the trash; null where there is no folder for junk. The person may have said which it is. */
async function placesOf(account: Account): Promise<Places | null> {
  const { revision } = settingsOf(account)
  const kept = known.get(account.shared)
  if (kept && kept.revision === revision && Date.now() - kept.at < KEPT) return kept.places
  const folders = await listFolderNames(account)
  const junk = folders.find(({ role }) => role === 'junk')
  if (!junk) return null
  const trash = folders.find(({ role }) => role === 'trash')
  const places = {
    junk: junk.path,
    inTrash: (path: string) => trash !== undefined && isWithin(path, trash),
  }
  known.set(account.shared, { places, at: Date.now(), revision })
  return places
}

/** What a move to `to` says about the messages. From Junk to the trash says nothing: one may throw away what is no junk. */
export async function wishOnMove(account: Account, to: string): Promise<WishOnMove> {
  const places = await placesOf(account)
  return (from) => {
    if (!places || from === to) return null
    if (to === places.junk) return JUNK
    return from === places.junk && !places.inTrash(to) ? NOT_JUNK : null
  }
}

/**
 * Fulfils what is wished for messages that are about to be moved: they take it along. As far as their folder keeps it; a
 * server that won't keeps nobody from moving.
 * @returns by UID what takes it back
 */
export async function fulfilOnMove(
  run: ChangeRun,
  group: Group,
  uids: readonly number[],
  { add = [], remove = [] }: FlagWish,
): Promise<ReadonlyMap<number, FlagsBack>> {
  const backs = new Map<number, FlagsBack>()
  try {
    await storeWish({
      run,
      group,
      uids,
      backs,
      wishIn: (box) => ({
        add: add.filter((flag) => keepsFlag(box, flag)),
        remove: remove.filter((flag) => keepsFlag(box, flag)),
      }),
    })
  } catch (error) {
    // What is wrong with the folder or the way to it the move will say.
    if (!(error instanceof MailError)) throw error
  }
  return backs
}
