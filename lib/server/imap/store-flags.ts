/** STORE (RFC 3501 §6.4.6). Flags are deltas, never the whole set. */
import type { OpenBox } from './account.ts'
import { atom, sequence } from './imap-client.ts'
import { chunkUids } from './uid-set.ts'

/**
 * Sets and clears flags on messages; UIDs that are gone are passed over by the server.
 * @throws MailError forbidden (the folder is read-only), refused, unavailable
 */
export async function storeFlags(
  box: OpenBox,
  uids: Iterable<number>,
  { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
): Promise<void> {
  for (const { set } of chunkUids(uids, 2_000)) {
    if (add.length > 0) await box.run('UID STORE', [sequence(set), atom('+FLAGS.SILENT'), add.map(flagAtom)])
    if (remove.length > 0) {
      await box.run('UID STORE', [sequence(set), atom('-FLAGS.SILENT'), remove.map(flagAtom)])
    }
  }
}

function flagAtom(flag: string) {
  return atom(flag)
}
