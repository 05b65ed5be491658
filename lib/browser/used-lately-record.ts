/** What this device remembers of what was used lately, newest first, and how it is added to. */
import * as z from 'zod/mini'
import { FolderId } from '#lib/api/ids.ts'

// Enough to be of use, little enough to be read at once.
const FOLDERS = 8
const SENDERS = 300
const SEARCHES = 10
const COMMANDS = 5

const Text = z.string().check(z.maxLength(1000))

/** All that is remembered, of one account. */
export const UsedLately = z.object({
  /** Whose mail that was: another one's is nobody's business. */
  account: Text,
  /** Folders that mail was put into. */
  folders: z.array(FolderId).check(z.maxLength(FOLDERS)),
  /** Where mail of one sender was put. */
  senders: z.array(z.object({ sender: Text, folderId: FolderId })).check(z.maxLength(SENDERS)),
  searches: z.array(Text).check(z.maxLength(SEARCHES)),
  /** Names of what was chosen from the palette. */
  commands: z.array(Text).check(z.maxLength(COMMANDS)),
})
export type UsedLately = z.infer<typeof UsedLately>

/** Of somebody who used nothing yet. */
export function nothingUsed(account: string): UsedLately {
  return { account, folders: [], senders: [], searches: [], commands: [] }
}

function first<Value>(value: Value, others: readonly Value[], most: number): Value[] {
  return [value, ...others.filter((other) => other !== value)].slice(0, most)
}

/** Mail was put into a folder; all of it from `sender` (an address), where that is given. */
export function withFolder(used: UsedLately, folderId: FolderId, sender: string | null): UsedLately {
  const others = used.senders.filter((one) => one.sender !== sender || one.folderId !== folderId)
  return {
    ...used,
    folders: first(folderId, used.folders, FOLDERS),
    senders: sender ? [{ sender, folderId }, ...others].slice(0, SENDERS) : used.senders,
  }
}

/** Something was searched for. */
export function withSearch(used: UsedLately, q: string): UsedLately {
  return { ...used, searches: first(q, used.searches, SEARCHES) }
}

/** Something was chosen from the palette. */
export function withCommand(used: UsedLately, name: string): UsedLately {
  return { ...used, commands: first(name, used.commands, COMMANDS) }
}
