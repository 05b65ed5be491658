/** Commands that fail as a whole where another client has just removed one of their messages. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { OpenBox } from './account.ts'
import { atom, sequence } from './imap-client.ts'
import { searchUids } from './search-messages.ts'
import { chunkUids } from './uid-set.ts'

/**
 * Runs `command` on sets of at most `atOnce` messages. Where some are gone and the server refuses for it (RFC 5530
 * EXPUNGEISSUED: nothing was done), it is run again on those that are there, if any.
 * @throws MailError whatever `command` throws
 */
export async function overPresent(
  box: OpenBox,
  uids: Iterable<number>,
  atOnce: number,
  command: (set: string) => Promise<void>,
): Promise<void> {
  for (const { set, uids: named } of chunkUids(uids, atOnce)) {
    try {
      await command(set)
    } catch (error) {
      if (!(error instanceof MailError) || error.code !== 'conflict') throw error
      await box.run('NOOP', []) // a search may find what is gone, until the server has told of it
      const present = await searchUids(box, [atom('UID'), sequence(set)])
      if (present.length >= named.length) throw error
      await overPresent(box, present, atOnce, command)
    }
  }
}
