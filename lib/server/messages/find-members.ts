/** A conversation's members in one folder: by the folder's threading, or by the identifiers that headers name. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { fetchThreadNames, type ThreadNames } from '#lib/server/imap/fetch-thread-names.ts'
import { countFolder } from '#lib/server/imap/known-folders.ts'
import { lendOf } from '#lib/server/imap/resolve-view.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import { openForList } from '#lib/server/imap/sync-folder.ts'

/** More than this of one conversation are not told: the newest are. */
export const MOST_MEMBERS = 200
/** A folder larger than this is not read whole for the sake of one message. */
const SMALL = 5_000
const LONGEST_NAME = 250
/** Three criteria a name: eight names are a command line of at most 7 KB. */
const NAMES_AT_ONCE = 8

/** Members of one folder. `whole`: these are all that the folder has of the conversation as far as it is known by then. */
export type Members = { uidValidity: number; members: ThreadNames[]; whole: boolean }

/**
 * The members that a message's own folder knows of, itself among them.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function membersBeside(
  account: Account,
  { path, uidValidity, uid }: { path: string; uidValidity: number; uid: number },
): Promise<Members> {
  const { folder, index, views } = await openForList(account, path)
  if (index.uidValidity !== uidValidity) throw new MailError('uidvalidity_changed')
  if (!index.has(uid)) throw new MailError('not_found')
  const lend = lendOf(account, path, index)
  const whole = index.total <= SMALL || !(await views.threads.isDear(lend))
  const uids = whole ? (await views.threads.conversations(index, lend)).membersOf(uid) : [uid]
  countFolder(account, folder)
  const wanted = new Set([uid, ...uids.slice(-MOST_MEMBERS)])
  const members = await lend((box) => fetchThreadNames(box, wanted))
  if (!members.some((member) => member.uid === uid)) throw new MailError('not_found')
  return { uidValidity, members, whole }
}

/**
 * The messages of the open folder that are, answer or follow one of these; at most `most`, the newest.
 * @throws MailError refused, unavailable
 */
export async function membersNaming(
  box: OpenBox,
  names: readonly string[],
  most: number,
): Promise<ThreadNames[]> {
  // The connection may have this folder open for a while: what came since is told now.
  await box.run('NOOP', [])
  const found = new Set<number>()
  for (let at = 0; at < names.length; at += NAMES_AT_ONCE) {
    for (const uid of await searchMessages(box, namingAnyOf(names.slice(at, at + NAMES_AT_ONCE))))
      found.add(uid)
  }
  // HEADER looks for a part of the text: `1@a` is found in `11@a` too.
  const wanted = new Set(names)
  const near = [...found].sort((a, b) => a - b).slice(-2 * MOST_MEMBERS)
  const members = await fetchThreadNames(box, near)
  return members.filter((member) => member.names.some((name) => wanted.has(name))).slice(-Math.max(0, most))
}

/** Whether a folder can be asked for a name at all. */
export function isAskable(name: string): boolean {
  return name.length <= LONGEST_NAME
}

function namingAnyOf(names: readonly string[]): SearchTerm {
  const terms = names.flatMap((value) =>
    ['Message-ID', 'References', 'In-Reply-To'].map((name): SearchTerm => ({ kind: 'header', name, value })),
  )
  return { kind: 'or', terms }
}
