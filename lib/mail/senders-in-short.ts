/** Who wrote in a conversation, in a few words: "Anna, me … Boris". */
import type { Address, ThreadMember } from '#lib/api/messages.ts'

/** One writer. `unread`: something of what this one wrote was not read. */
export type ShortSender = { name: string; unread: boolean }

/** So many are named; of more, the first one and the last two. */
const MOST = 3

type Words = {
  /** The person's own address. */
  me: string
  meWord: string
  nobody: string
}

/** In the order in which they first wrote; null stands for those that are left out. */
export function sendersInShort(
  members: readonly Pick<ThreadMember, 'from' | 'flags'>[],
  words: Words,
): (ShortSender | null)[] {
  const senders = new Map<string, { from: Address | null; unread: boolean }>()
  // Of a very long conversation the oldest writers are not told.
  const told = members.filter(({ from }) => from !== null)
  for (const { from, flags } of told.length > 0 ? told : members) {
    const key = (from?.address || from?.name || '').toLowerCase()
    const unread = !flags.includes('\\Seen') || (senders.get(key)?.unread ?? false)
    senders.set(key, { from: senders.get(key)?.from ?? from, unread })
  }
  const all = [...senders.values()].map(({ from, unread }) => ({
    name: nameOf(from, senders.size > 1, words),
    unread,
  }))
  return all.length > MOST ? [...all.slice(0, 1), null, ...all.slice(-2)] : all
}

function nameOf(from: Address | null, short: boolean, { me, meWord, nobody }: Words): string {
  if (!from) return nobody
  if (short && from.address.toLowerCase() === me.toLowerCase()) return meWord
  if (!from.name) return (short && from.address.split('@')[0]) || from.address || nobody
  return short ? firstName(from.name) : from.name
}

/** "Anna Lindqvist" and "Lindqvist, Anna" → "Anna". A name of one word, or without spaces, is that. */
function firstName(name: string): string {
  const [family = '', given = ''] = name.split(',')
  const [first = ''] = (given.trim() || family.trim()).split(/\s+/)
  return first || name
}
