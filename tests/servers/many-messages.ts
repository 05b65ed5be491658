/** Fills an inbox with tens of thousands of small messages within seconds: many names on disk, few contents. */
import { chownSync, linkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestMailbox } from './mailbox.ts'

/** File systems give one file a limited number of names (ext4: 65,000). */
const NAMES_A_FILE = 1_000

/** Header lines of a batch besides From and Subject, each with its line end. */
type BatchHeader = (batch: number) => string

/**
 * Puts `count` messages into the inbox of a mailbox that nobody has opened yet, with UIDs from 1 on, all unread.
 * Message n is from the batch `Math.floor((n - 1) / 1000)`, which its subject names.
 */
export function fillInbox(
  { server, username }: TestMailbox,
  count: number,
  header: BatchHeader = () => '',
): void {
  const root = join(server.folder, 'home', username, 'Maildir')
  const rows = [`3 V1700000000 N${count + 1} G${'0123456789abcdef'.repeat(2)}`]
  for (let first = 0; first < count; first += NAMES_A_FILE) {
    const batch = first / NAMES_A_FILE
    const raw = `From: Ada <ada@example.org>\r\nSubject: batch ${batch}\r\n${header(batch)}\r\nOne of many.\r\n`
    const content = join(root, 'tmp', `batch-${first}`)
    writeFileSync(content, raw)
    chownSync(content, server.uid, server.gid)
    for (let index = first; index < Math.min(first + NAMES_A_FILE, count); index++) {
      const name = `1700000000.M${index}P1.postern,S=${raw.length},W=${raw.length}`
      linkSync(content, join(root, 'cur', `${name}:2,`))
      rows.push(`${index + 1} :${name}`)
    }
    unlinkSync(content)
  }
  writeFileSync(join(root, 'dovecot-uidlist'), `${rows.join('\n')}\n`)
}
