/** Life in the mailbox: every 20 to 40 seconds a letter comes, and now and then the phone in the pocket reads one. */
import type { MailStore } from './imap/mail-store.ts'
import { arrival } from './mailbox/arrivals.ts'
import { type Chance, chanceFrom } from './mailbox/chance.ts'
import { compose } from './mailbox/letter.ts'

/** One letter into the inbox; every third time another client reads an older one. */
function live(store: MailStore, chance: Chance, index: number): void {
  const inbox = store.folders.get('INBOX')
  if (!inbox) return
  const now = new Date()
  store.append(inbox, compose(arrival(index, now)), [], now)
  const unread = inbox.messages.filter((message) => !message.flags.has('\\Seen')).slice(0, -6)
  if (index % 3 !== 2 || unread.length === 0) return
  const message = chance.pick(unread)
  store.setFlags(inbox, message, new Set(message.flags).add('\\Seen'))
}

/** Begins. @returns what ends it. */
export function trickle(store: MailStore): () => void {
  const chance = chanceFrom(Date.now())
  let index = 0
  let timer: NodeJS.Timeout
  const wait = () => {
    timer = setTimeout(
      () => {
        live(store, chance, index++)
        wait()
      },
      chance.between(20_000, 40_000),
    )
  }
  wait()
  return () => clearTimeout(timer)
}
