/** What a server can say of conversations: its own names for them, its THREAD, or the headers that tie messages together. */
import { parseHeader } from '#lib/mail/header-fields.ts'
import { threadKeyOf, threadNamesOf } from '#lib/mail/thread-keys.ts'
import type { OpenBox } from './account.ts'
import { fetchByUid } from './fetch-by-uid.ts'
import { atom, type Token } from './imap-client.ts'
import { bytesOf, type Node, numberOf } from './response.ts'
import { serverThreadOf } from './server-thread.ts'

/** `names`: THREADID (RFC 8474) or X-GM-THRID; `refs`: THREAD=REFS; `headers`: References and the like, threaded here. */
export type ThreadSource = 'names' | 'refs' | 'headers'

/**
 * The ways there are on this server, the best first. THREAD=REFERENCES is none of them: it also joins what has the same
 * subject, so that strangers' "Re: Hello" would be one conversation (docs/decisions/008-conversations.md).
 */
export function threadSources(capabilities: ReadonlySet<string>): ThreadSource[] {
  const named = capabilities.has('OBJECTID') || capabilities.has('X-GM-EXT-1')
  return [...(named ? (['names'] as const) : []), capabilities.has('THREAD=REFS') ? 'refs' : 'headers']
}

/**
 * Keys of these messages, 40 µs each: of many in turns. Those that are gone are left out.
 * @throws MailError unavailable
 */
export async function fetchThreadKeys(
  box: OpenBox,
  source: 'names' | 'headers',
  uids: readonly number[],
): Promise<Map<number, number[]>> {
  return source === 'names'
    ? await fetchByUid(box, uids, [nameItem(box)], nameKeys)
    : await fetchByUid(box, uids, [THREAD_HEADER], headerKeys)
}

/** The three fields that tie messages together. */
export const THREAD_HEADER = atom('BODY.PEEK', [
  atom('HEADER.FIELDS'),
  ['MESSAGE-ID', 'REFERENCES', 'IN-REPLY-TO'].map((name) => atom(name)),
])

function nameItem({ capabilities }: OpenBox): Token {
  return atom(capabilities.has('OBJECTID') ? 'THREADID' : 'X-GM-THRID')
}

function nameKeys(items: ReadonlyMap<string, Node>): number[] | null {
  if (!items.has('THREADID') && !items.has('X-GM-THRID')) return null
  const name = serverThreadOf(items)
  return name === null ? [] : [threadKeyOf(name)]
}

function headerKeys(items: ReadonlyMap<string, Node>): number[] | null {
  const header = bytesOf(items.get('BODY[HEADER.FIELDS]'))
  return header && threadNamesOf(parseHeader(header)).map(threadKeyOf)
}

/**
 * The whole folder's conversations by UID THREAD REFS (draft-ietf-morg-inthread §3): each has one key, its number.
 * @throws MailError refused, unavailable
 */
export async function askThreads(box: OpenBox): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>()
  await box.run('UID THREAD', [atom('REFS'), atom('US-ASCII'), atom('ALL')], {
    THREAD: (untagged) => {
      for (const thread of untagged.attributes ?? []) {
        const key = [found.size + 1]
        for (const uid of uidsIn(thread)) found.set(uid, key)
      }
      return true
    },
  })
  return found
}

/** Every number of nested lists (RFC 5256 §4 thread-list), however deep they are. */
function uidsIn(thread: Node): number[] {
  const uids: number[] = []
  const rest: Node[] = [thread]
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (Array.isArray(node)) for (const member of node) rest.push(member)
    else {
      const uid = numberOf(node)
      if (uid) uids.push(uid)
    }
  }
  return uids
}
